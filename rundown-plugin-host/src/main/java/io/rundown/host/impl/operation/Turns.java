package io.rundown.host.impl.operation;

import io.rundown.host.impl.plugin.Plugin;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Who may operate on a plugin: first come first served, by a lock for its bundle. It is held while an operation calls
 * out, so whoever could be what the operation before waits for does not queue: a thread inside the plugin, or the thread
 * of that operation itself, is refused. Nobody waits for one turn while having another.
 */
final class Turns {

    private final LongFunction<@Nullable Plugin> plugins;
    private final ConcurrentMap<Long, ReentrantLock> locks = new ConcurrentHashMap<>();

    /**
     * Nobody has a turn yet.
     *
     * @param plugins the plugin that a bundle is at the moment
     */
    Turns(LongFunction<@Nullable Plugin> plugins) {
        this.plugins = plugins;
    }

    /** Turns on some plugins, until they are over. For the thread that took them. */
    static final class Taken implements AutoCloseable {

        private final List<ReentrantLock> locks = new ArrayList<>();

        @Override
        public void close() {
            locks.forEach(ReentrantLock::unlock);
            locks.clear();
        }
    }

    /** Whether somebody has a turn on a bundle, and so may have stopped it for a moment. */
    boolean isTaken(long bundleId) {
        ReentrantLock lock = locks.get(bundleId);
        return lock != null && lock.isLocked();
    }

    /**
     * Takes turns on all of them; blocks until it has them.
     *
     * @throws IllegalStateException if the thread must not wait
     * @throws InterruptedException if interrupted; it has none then
     */
    Taken take(String operation, Collection<Long> bundleIds) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        List<Long> wanted = bundleIds.stream().sorted().toList();
        Taken taken = new Taken();
        while (true) {
            Long busy = tryTakeAll(operation, wanted, taken);
            if (busy == null) {
                return taken;
            }
            taken.close();
            ReentrantLock lock = lockOf(busy);
            lock.lockInterruptibly();
            taken.locks.add(lock);
        }
    }

    /** Takes what it has not; gives the first that others have, if any. */
    private @Nullable Long tryTakeAll(String operation, List<Long> wanted, Taken taken) {
        List<ReentrantLock> had = List.copyOf(taken.locks);
        for (Long bundleId : wanted) {
            ReentrantLock lock = lockOf(bundleId);
            if (had.contains(lock)) {
                continue;
            }
            if (lock.isHeldByCurrentThread()) {
                taken.close();
                throw new IllegalStateException(describe(operation, bundleId)
                        + " was asked for by the thread that runs an operation on it; ask for it afterwards, or on another"
                        + " thread");
            }
            if (lock.tryLock()) {
                taken.locks.add(lock);
                continue;
            }
            Plugin plugin = plugins.apply(bundleId);
            if (plugin != null && plugin.isHeldByCurrentThread()) {
                taken.close();
                throw new IllegalStateException(describe(operation, bundleId)
                        + " was asked for inside a call of it while another operation goes on, which may be waiting for"
                        + " that call");
            }
            return bundleId;
        }
        return null;
    }

    private ReentrantLock lockOf(Long bundleId) {
        return locks.computeIfAbsent(bundleId, id -> new ReentrantLock(true));
    }

    private String describe(String operation, Long bundleId) {
        Plugin plugin = plugins.apply(bundleId);
        return operation + " of " + (plugin == null ? "bundle" : plugin.name()) + " [" + bundleId + "]";
    }
}
