package io.rundown.host.impl.operation;

import io.rundown.host.DrainOutcome;
import io.rundown.host.DrainReport;
import io.rundown.host.OperationOutcome;
import io.rundown.host.OperationReport;
import io.rundown.host.PluginOperation;
import io.rundown.host.RefreshReport;
import io.rundown.host.impl.config.LiveConfig;
import io.rundown.host.impl.drain.Drains;
import io.rundown.host.impl.plugin.Plugin;
import io.rundown.host.impl.plugin.ServiceCatalog;
import io.rundown.host.impl.thread.KeptInterrupts;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.wiring.FrameworkWiring;

/** The operations on plugins. Those on one plugin take {@linkplain Turns turns}. */
public final class PluginOperations {

    private final BundleContext context;
    private final LiveConfig config;
    private final Drains drains;
    private final Bundle system;
    private final PluginFinder finder;
    private final ManagedDrains managed;
    private final Turns turns;

    /** Operations on what the finder finds in the framework of the host with this context. */
    public PluginOperations(
            BundleContext context, LiveConfig config, PluginFinder finder, Drains drains, ServiceCatalog catalog) {
        this.context = context;
        this.config = config;
        this.drains = drains;
        this.system = context.getBundle(0);
        this.finder = finder;
        this.turns = new Turns(finder::present);
        this.managed = new ManagedDrains(drains, catalog);
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
        return reload(bundleId, content, this::reload);
    }

    /** Reloads side by side; otherwise as {@link #run}. */
    public OperationReport reloadSideBySide(long bundleId, InputStream content) throws InterruptedException {
        return reload(
                bundleId,
                content,
                (plugin, next, log) -> new SideBySide(
                                context,
                                finder,
                                drains,
                                () -> config.get().hold().timeout(),
                                plugin,
                                log)
                        .run(next));
    }

    /** What is done with a revision that has been read. */
    @FunctionalInterface
    private interface ReloadWork {
        OperationReport on(Plugin plugin, Revision next, OperationLog log) throws InterruptedException;
    }

    /** The revision is read before the turn, so that a stream that is slow keeps nobody waiting. */
    private OperationReport reload(long bundleId, InputStream content, ReloadWork work) throws InterruptedException {
        requirePlugin(bundleId);
        Revision next;
        try {
            next = Revision.read(content);
        } catch (IOException e) {
            OperationLog log = new OperationLog(PluginOperation.RELOAD, finder.find(bundleId));
            log.step("read revision", Duration.ZERO, e.toString());
            return log.ended(
                    OperationOutcome.FAILED, "the next revision cannot be read, and the plugin serves as before: " + e);
        }
        try (next) {
            return inTurn(PluginOperation.RELOAD, bundleId, plugin -> {
                OperationLog log = new OperationLog(PluginOperation.RELOAD, plugin);
                log.step("read revision", log.now(), "read");
                return work.on(plugin, next, log);
            });
        }
    }

    /** What is done to a plugin when it is its turn. */
    @FunctionalInterface
    private interface Work {
        OperationReport on(Plugin plugin) throws InterruptedException;
    }

    private OperationReport inTurn(PluginOperation operation, long bundleId, Work work) throws InterruptedException {
        requirePlugin(bundleId);
        try (Turns.Taken turn = turns.take(operation.name(), List.of(bundleId));
                KeptInterrupts.Scope scope = KeptInterrupts.open()) {
            return work.on(finder.find(bundleId)); // the bundle may have been restarted meanwhile
        }
    }

    /**
     * Refreshes bundles with all that are wired to them; blocks until it has ended.
     *
     * @param bundleIds which; none for all that an update or uninstallation has left to be refreshed
     * @throws IllegalArgumentException if there is no such bundle, or the host cannot refresh it
     * @throws IllegalStateException if it cannot have a turn, or the host has stopped
     * @throws InterruptedException if interrupted during a drain; the plugins serve as before
     */
    public RefreshReport refresh(Collection<Long> bundleIds) throws InterruptedException {
        FrameworkWiring framework = system.adapt(FrameworkWiring.class);
        Collection<Bundle> bundles = bundleIds.isEmpty()
                ? framework.getRemovalPendingBundles()
                : bundleIds.stream().map(finder::bundle).toList();
        List<Bundle> closure = closure(framework, bundles);
        while (true) {
            List<Plugin> concerned = finder.pluginsAmong(closure);
            try (Turns.Taken turn = turns.take("refresh", ids(concerned));
                    KeptInterrupts.Scope scope = KeptInterrupts.open()) {
                List<Bundle> before = closure;
                closure = closure(framework, bundles);
                if (closure.equals(before) && concerned.equals(finder.pluginsAmong(closure))) {
                    return new Refresh(framework, finder, managed, closure).run();
                }
            }
        }
    }

    private static List<Long> ids(List<Plugin> plugins) {
        return plugins.stream().map(Plugin::bundleId).toList();
    }

    /** Unless another operation goes on, which may have stopped it for a moment. */
    private void requirePlugin(long bundleId) {
        if (!turns.isTaken(bundleId)) {
            finder.find(bundleId);
        }
    }

    private List<Bundle> closure(FrameworkWiring framework, Collection<Bundle> bundles) {
        List<Bundle> closure = DependencyClosure.consumersFirst(framework, bundles);
        finder.requireNoFoundation(closure);
        return closure;
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
            Reload reload = new Reload(plugin, finder, log);
            boolean wasDrained = plugin.isDrained();
            if (!wasDrained) {
                OperationReport drained = drainNow(plugin, log, true);
                if (drained.outcome() != OperationOutcome.DONE) {
                    return drained;
                }
            }
            OperationReport report = reload.run(next, previous);
            if (!wasDrained && plugin.isDrained() && plugin.bundle().getState() == Bundle.ACTIVE) {
                managed.serve(plugin, log); // the framework refused the revision before it stopped the bundle
            }
            return report;
        }
    }

    private OperationReport unload(Plugin plugin, OperationLog log) throws InterruptedException {
        Bundle bundle = plugin.bundle();
        WeakReference<ClassLoader> loader = Unload.loaderOf(bundle);
        OperationReport stopped = stop(plugin, log);
        return stopped.outcome() == OperationOutcome.DONE
                ? new Unload(system, plugin, log).run(bundle, loader)
                : stopped;
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
        DrainReport drain = managed.drain(plugin, log, "drain", hold);
        if (drain == null) {
            return log.ended(OperationOutcome.FAILED, "the bundle is stopping, or the plugin host is");
        }
        return drain.outcome() == DrainOutcome.ABORTED
                ? log.ended(OperationOutcome.ABORTED, ManagedDrains.whyAborted(plugin, drain))
                : log.done();
    }

    private OperationReport resume(Plugin plugin, OperationLog log) {
        if (plugin.isServing()) {
            return log.ended(OperationOutcome.NOTHING_TO_DO, "the plugin is not drained");
        }
        managed.serve(plugin, log);
        return plugin.isServing()
                ? log.done()
                : log.ended(OperationOutcome.FAILED, "the bundle is stopping, or the plugin host is");
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
                managed.serve(plugin, log);
            }
            return log.ended(OperationOutcome.FAILED, "the bundle was not stopped cleanly: " + e);
        }
    }
}
