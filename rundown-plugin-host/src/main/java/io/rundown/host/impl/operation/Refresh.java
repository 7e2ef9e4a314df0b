package io.rundown.host.impl.operation;

import io.rundown.host.DrainOutcome;
import io.rundown.host.DrainReport;
import io.rundown.host.OperationOutcome;
import io.rundown.host.RefreshReport;
import io.rundown.host.impl.plugin.BundleStop;
import io.rundown.host.impl.plugin.HeldPlugin;
import io.rundown.host.impl.plugin.Plugin;
import io.rundown.host.impl.plugin.StartLevels;
import io.rundown.host.impl.thread.KeptInterrupts;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.wiring.FrameworkWiring;

/**
 * One refresh: what is to be refreshed together is drained and stopped one by one, consumers first, then refreshed, which
 * stops nobody any more while the framework has its global lock, and started again in the opposite order.
 */
final class Refresh {

    private final FrameworkWiring framework;
    private final PluginFinder plugins;
    private final ManagedDrains drains;
    private final List<Bundle> closure;
    private final StepLog log = new StepLog();
    private final Deque<Bundle> stopped = new ArrayDeque<>();
    private final Map<HeldPlugin, Gap> gaps = new LinkedHashMap<>();
    private final List<String> failures = new ArrayList<>();
    private final List<Bundle> drainedBefore = new ArrayList<>();

    /** What consumers have of a plugin whose calls are held meanwhile. */
    private record Gap(Bundle bundle, HeldPlugin.Watch watch) {}

    Refresh(FrameworkWiring framework, PluginFinder plugins, ManagedDrains drains, List<Bundle> closure) {
        this.framework = framework;
        this.plugins = plugins;
        this.drains = drains;
        this.closure = closure;
    }

    /**
     * Does it.
     *
     * @throws InterruptedException if interrupted during a drain; what was stopped is started again
     */
    RefreshReport run() throws InterruptedException {
        if (closure.isEmpty()) {
            return report(
                    OperationOutcome.NOTHING_TO_DO, "no update or uninstallation has left anything to be refreshed");
        }
        @Nullable String obstacle;
        try {
            obstacle = stopAll();
            if (obstacle == null) {
                refresh();
            }
        } finally {
            startAllUninterrupted();
            gaps.keySet().forEach(plugin -> {
                plugin.setReloading(false);
                plugin.notUpdatedByCurrentThread();
            });
        }
        carryOn();
        if (obstacle != null) {
            drainAgain();
            return report(OperationOutcome.ABORTED, obstacle);
        }
        return failures.isEmpty()
                ? report(OperationOutcome.DONE, null)
                : report(OperationOutcome.FAILED, String.join("; ", failures));
    }

    /** Why it cannot go on; {@code null} if it can. */
    private @Nullable String stopAll() throws InterruptedException {
        for (Bundle bundle : closure) {
            int state = bundle.getState();
            if (state != Bundle.ACTIVE && state != Bundle.STARTING) {
                continue;
            }
            Plugin plugin = plugins.pluginOf(bundle);
            if (plugin != null) {
                String obstacle = drain(plugin);
                if (obstacle != null) {
                    return obstacle;
                }
            }
            stop(bundle);
        }
        return null;
    }

    private @Nullable String drain(Plugin plugin) throws InterruptedException {
        HeldPlugin held = plugin.held();
        if (held != null) {
            gaps.put(held, new Gap(plugin.bundle(), held.watch()));
            held.setReloading(!BundleStop.isToBeStarted(plugin.bundle()));
        }
        if (plugin.isDrained()) {
            drainedBefore.add(plugin.bundle());
        }
        if (!plugin.isServing()) {
            return null; // drained by an operation before, or stopping by somebody else
        }
        DrainReport drain = drains.drain(plugin, log, named("drain", plugin.bundle()), true);
        return drain != null && drain.outcome() == DrainOutcome.ABORTED
                ? "nothing was refreshed, because " + plugin.name() + " [" + plugin.bundleId() + "] has "
                        + ManagedDrains.whyAborted(plugin, drain)
                : null;
    }

    /** What somebody had drained before is to be so afterwards, if nothing was done. */
    private void drainAgain() throws InterruptedException {
        for (Bundle bundle : drainedBefore) {
            Plugin plugin = plugins.pluginOf(bundle);
            if (plugin != null) {
                drains.drain(plugin, log, named("drain again", bundle), false);
            }
        }
    }

    private void stop(Bundle bundle) {
        Duration after = log.now();
        stopped.addFirst(bundle);
        try {
            bundle.stop(Bundle.STOP_TRANSIENT);
            log.step(named("stop", bundle), after, "stopped");
        } catch (BundleException | IllegalStateException e) {
            log.step(named("stop", bundle), after, e.toString());
            failures.add(bundle + " was not stopped cleanly: " + e);
        }
    }

    private void refresh() {
        Duration after = log.now();
        boolean ended = FrameworkRefresh.of(framework, closure).begin().awaitInAnyCase();
        log.step(
                "refresh",
                after,
                ended ? closure.size() + " bundles" : "not ended within " + FrameworkRefresh.LIMIT + ", and goes on");
        if (!ended) {
            failures.add("the framework did not end the refresh within " + FrameworkRefresh.LIMIT);
        }
    }

    /** Frameworks refuse to resolve or start a bundle on a thread that is interrupted. */
    private void startAllUninterrupted() {
        try (KeptInterrupts.Scope scope = KeptInterrupts.open()) {
            startAll();
        }
    }

    private void startAll() {
        while (!stopped.isEmpty()) {
            Bundle bundle = stopped.removeFirst();
            if (bundle.getState() != Bundle.UNINSTALLED) {
                start(bundle);
            }
        }
    }

    private void start(Bundle bundle) {
        Duration after = log.now();
        try {
            Started.of(bundle).startAgain(bundle);
            log.step(named("start", bundle), after, "started");
        } catch (BundleException | IllegalStateException e) {
            log.step(named("start", bundle), after, e.toString());
            String forbidden = StartLevels.whyNotStarted(bundle);
            failures.add(bundle + " did not start: " + (forbidden == null ? e : forbidden));
        }
    }

    /** Component runtimes offer their services a little after the bundle has started. */
    private void carryOn() {
        for (Gap gap : gaps.values()) {
            Duration after = log.now();
            List<String> lost = gap.watch().awaitEndOfGap();
            log.step(
                    named("carry on calls", gap.bundle()),
                    after,
                    lost.isEmpty() ? "all services" : "not offered any more, and withdrawn: " + lost);
            failures.addAll(gap.watch().broken());
        }
    }

    private static String named(String step, Bundle bundle) {
        return step + " [" + bundle.getBundleId() + "]";
    }

    private RefreshReport report(OperationOutcome outcome, @Nullable String remark) {
        return new RefreshReport(
                outcome,
                log.began(),
                log.now(),
                closure.stream().map(Bundle::getBundleId).toList(),
                log.steps(),
                log.drains(),
                remark);
    }
}
