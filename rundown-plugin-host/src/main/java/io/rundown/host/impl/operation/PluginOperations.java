package io.rundown.host.impl.operation;

import io.rundown.host.DrainOutcome;
import io.rundown.host.DrainReport;
import io.rundown.host.OperationOutcome;
import io.rundown.host.OperationReport;
import io.rundown.host.PluginOperation;
import io.rundown.host.impl.drain.Drains;
import io.rundown.host.impl.plugin.Plugin;
import io.rundown.host.impl.plugin.ServiceCatalog;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/**
 * The operations on plugins. Those on one plugin take turns, first come first served, by a lock for its
 * bundle. It is held while an operation calls out, so whoever could be what the operation before waits
 * for does not queue: a thread inside the plugin, or the thread of that operation itself, is refused.
 */
public final class PluginOperations {

    private final Bundle system;
    private final PluginFinder finder;
    private final Drains drains;
    private final ServiceCatalog catalog;
    private final ConcurrentMap<Long, ReentrantLock> turns = new ConcurrentHashMap<>();

    /** Operations on what the finder finds in the framework of this system bundle. */
    public PluginOperations(Bundle system, PluginFinder finder, Drains drains, ServiceCatalog catalog) {
        this.system = system;
        this.finder = finder;
        this.drains = drains;
        this.catalog = catalog;
    }

    /**
     * Does an operation; blocks until it has ended.
     *
     * @throws IllegalArgumentException if there is no such plugin
     * @throws IllegalStateException if it cannot have a turn, or the host has stopped
     * @throws InterruptedException if interrupted; the plugin serves as before
     */
    public OperationReport run(PluginOperation operation, long bundleId) throws InterruptedException {
        Objects.requireNonNull(operation, "operation");
        return inTurn(operation, bundleId, plugin -> run(operation, plugin));
    }

    /** Reloads with a revision from a stream; otherwise as {@link #run}. */
    public OperationReport reload(long bundleId, InputStream content) throws InterruptedException {
        return inTurn(PluginOperation.RELOAD, bundleId, plugin -> {
            OperationLog log = new OperationLog(PluginOperation.RELOAD, plugin);
            Duration after = log.now();
            Revision next;
            try {
                next = Revision.read(content);
            } catch (IOException e) {
                log.step("read revision", after, e.toString());
                return log.ended(
                        OperationOutcome.FAILED,
                        "the next revision cannot be read, and the plugin serves as before: " + e);
            }
            try (next) {
                log.step("read revision", after, "read");
                return reload(plugin, next, log);
            }
        });
    }

    /** What is done to a plugin when it is its turn. */
    @FunctionalInterface
    private interface Work {
        OperationReport on(Plugin plugin) throws InterruptedException;
    }

    private OperationReport inTurn(PluginOperation operation, long bundleId, Work work) throws InterruptedException {
        ReentrantLock turn = takeTurn(operation, finder.find(bundleId));
        try {
            return work.on(finder.find(bundleId)); // the bundle may have been restarted meanwhile
        } finally {
            turn.unlock();
        }
    }

    private ReentrantLock takeTurn(PluginOperation operation, Plugin plugin) throws InterruptedException {
        ReentrantLock turn = turns.computeIfAbsent(plugin.bundleId(), id -> new ReentrantLock(true));
        if (turn.isHeldByCurrentThread()) {
            throw new IllegalStateException(operation + " of " + plugin.name() + " [" + plugin.bundleId()
                    + "] was asked for by the thread that runs an operation on it; ask for it afterwards, or on another"
                    + " thread");
        }
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        if (!turn.tryLock()) {
            if (plugin.isHeldByCurrentThread()) {
                throw new IllegalStateException(operation + " of " + plugin.name() + " [" + plugin.bundleId()
                        + "] was asked for inside a call of it while another operation goes on, which may be waiting for"
                        + " that call");
            }
            turn.lockInterruptibly();
        }
        return turn;
    }

    private OperationReport run(PluginOperation operation, Plugin plugin) throws InterruptedException {
        OperationLog log = new OperationLog(operation, plugin);
        return switch (operation) {
            case DRAIN -> drain(plugin, log);
            case RESUME -> resume(plugin, log);
            case STOP -> stop(plugin, log);
            case RELOAD -> reload(plugin, null, log);
            case UNLOAD -> unload(plugin, log);
        };
    }

    private OperationReport reload(Plugin plugin, @Nullable Revision next, OperationLog log)
            throws InterruptedException {
        try (Revision previous = keepRevision(plugin, log)) {
            boolean wasDrained = plugin.isDrained();
            if (!wasDrained) {
                OperationReport drained = drainNow(plugin, log, true);
                if (drained.outcome() != OperationOutcome.DONE) {
                    return drained;
                }
            }
            OperationReport report = new Reload(plugin, log).run(next, previous);
            if (!wasDrained && plugin.isDrained() && plugin.bundle().getState() == Bundle.ACTIVE) {
                serve(plugin, log); // the framework refused the revision before it stopped the bundle
            }
            return report;
        }
    }

    private OperationReport unload(Plugin plugin, OperationLog log) throws InterruptedException {
        Bundle bundle = plugin.bundle();
        WeakReference<ClassLoader> loader = Unload.loaderOf(bundle);
        OperationReport stopped = stop(plugin, log);
        return stopped.outcome() == OperationOutcome.DONE ? new Unload(system, log).run(bundle, loader) : stopped;
    }

    private static @Nullable Revision keepRevision(Plugin plugin, OperationLog log) {
        Duration after = log.now();
        try {
            Revision previous = Revision.of(plugin.bundle());
            log.step("keep revision", after, plugin.version());
            return previous;
        } catch (IOException | RuntimeException e) { // some framework answers oddly if the bundle changes meanwhile
            log.step("keep revision", after, "it cannot be kept, and gone back to: " + e);
            return null;
        }
    }

    private OperationReport drain(Plugin plugin, OperationLog log) throws InterruptedException {
        return plugin.isDrained()
                ? log.ended(OperationOutcome.NOTHING_TO_DO, "the plugin is drained already")
                : drainNow(plugin, log, false);
    }

    private OperationReport drainNow(Plugin plugin, OperationLog log, boolean hold) throws InterruptedException {
        Duration after = log.now();
        DrainReport drain = drains.managed(plugin, hold);
        if (drain == null) {
            return log.ended(OperationOutcome.FAILED, "the bundle is stopping, or the plugin host is");
        }
        log.drain(after, drain);
        if (drain.outcome() == DrainOutcome.ABORTED) {
            serve(plugin, log);
            return log.ended(
                    OperationOutcome.ABORTED,
                    drain.inFlight() + " in flight after " + plugin.policy().timeout() + ": " + drain.holders());
        }
        if (drain.outcome() == DrainOutcome.INTERRUPTED) {
            serve(plugin, log);
            Thread.interrupted(); // told by the exception
            throw new InterruptedException("the drain of " + plugin.name() + " was interrupted; it serves as before");
        }
        return log.done();
    }

    private OperationReport resume(Plugin plugin, OperationLog log) {
        if (plugin.isServing()) {
            return log.ended(OperationOutcome.NOTHING_TO_DO, "the plugin is not drained");
        }
        serve(plugin, log);
        return plugin.isServing()
                ? log.done()
                : log.ended(OperationOutcome.FAILED, "the bundle is stopping, or the plugin host is");
    }

    /** Lets the plugin serve, and publishes what it registered while it did not. */
    private void serve(Plugin plugin, OperationLog log) {
        Duration after = log.now();
        if (plugin.resume() || plugin.isServing()) {
            log.step("publish services", after, catalog.publishAll(plugin) + " published");
        }
    }

    private OperationReport stop(Plugin plugin, OperationLog log) throws InterruptedException {
        if (!plugin.isDrained()) {
            OperationReport drained = drainNow(plugin, log, false);
            if (drained.outcome() != OperationOutcome.DONE) {
                return drained;
            }
        }
        Bundle bundle = plugin.bundle();
        Duration after = log.now();
        try {
            bundle.stop();
            log.step("stop bundle", after, "stopped");
            return log.done();
        } catch (BundleException | IllegalStateException e) {
            log.step("stop bundle", after, e.toString());
            if (bundle.getState() == Bundle.ACTIVE) {
                serve(plugin, log);
            }
            return log.ended(OperationOutcome.FAILED, "the bundle was not stopped cleanly: " + e);
        }
    }
}
