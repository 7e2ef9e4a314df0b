package io.rundown.host.impl.operation;

import io.rundown.host.impl.plugin.Plugin;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Who may operate on a plugin: first come first served, by a lock for its bundle. It is held while an operation calls
 * out, so whoever could be what the operation before waits for does not queue: a thread inside the plugin, or the thread
 * of that operation itself, is refused. Nobody waits for one turn while having another.
 */
final class Turns {

    private final ConcurrentMap<Long, ReentrantLock> locks = new ConcurrentHashMap<>();

    /** Turns on some plugins, until they are over. For the thread that took them. */
    static final class Taken implements AutoCloseable {

        private final List<ReentrantLock> locks = new ArrayList<>();

        @Override
        public void close() {
            locks.forEach(ReentrantLock::unlock);
            locks.clear();
        }
    }

    /**
     * Takes turns on all of them; blocks until it has them.
     *
     * @throws IllegalStateException if the thread must not wait
     * @throws InterruptedException if interrupted; it has none then
     */
    Taken take(String operation, List<Plugin> plugins) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        List<Plugin> wanted = plugins.stream()
                .sorted(Comparator.comparingLong(Plugin::bundleId))
                .toList();
        Taken taken = new Taken();
        while (true) {
            Plugin busy = tryTakeAll(operation, wanted, taken);
            if (busy == null) {
                return taken;
            }
            taken.close();
            ReentrantLock lock = lockOf(busy);
            lock.lockInterruptibly();
            taken.locks.add(lock);
        }
    }

    /** Takes what it has not; the first that others have, if any. */
    private @Nullable Plugin tryTakeAll(String operation, List<Plugin> wanted, Taken taken) {
        List<ReentrantLock> had = List.copyOf(taken.locks);
        for (Plugin plugin : wanted) {
            ReentrantLock lock = lockOf(plugin);
            if (had.contains(lock)) {
                continue;
            }
            if (lock.isHeldByCurrentThread()) {
                taken.close();
                throw new IllegalStateException(describe(operation, plugin)
                        + " was asked for by the thread that runs an operation on it; ask for it afterwards, or on another"
                        + " thread");
            }
            if (lock.tryLock()) {
                taken.locks.add(lock);
                continue;
            }
            if (plugin.isHeldByCurrentThread()) {
                taken.close();
                throw new IllegalStateException(describe(operation, plugin)
                        + " was asked for inside a call of it while another operation goes on, which may be waiting for"
                        + " that call");
            }
            return plugin;
        }
        return null;
    }

    private ReentrantLock lockOf(Plugin plugin) {
        return locks.computeIfAbsent(plugin.bundleId(), id -> new ReentrantLock(true));
    }

    private static String describe(String operation, Plugin plugin) {
        return operation + " of " + plugin.name() + " [" + plugin.bundleId() + "]";
    }
}
