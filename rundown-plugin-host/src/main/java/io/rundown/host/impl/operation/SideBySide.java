package io.rundown.host.impl.operation;

import io.rundown.host.DrainReport;
import io.rundown.host.OperationOutcome;
import io.rundown.host.OperationReport;
import io.rundown.host.ReloadMode;
import io.rundown.host.impl.drain.Drains;
import io.rundown.host.impl.log.HostLog;
import io.rundown.host.impl.plugin.Demand;
import io.rundown.host.impl.plugin.HeldPlugin;
import io.rundown.host.impl.plugin.Plugin;
import io.rundown.host.impl.plugin.StartLevels;
import io.rundown.host.impl.plugin.Succession;
import io.rundown.host.impl.plugin.Trial;
import io.rundown.host.impl.thread.KeptInterrupts;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.wiring.FrameworkWiring;

/**
 * One reload side by side: the next revision is installed as a bundle of its own, takes the plugin's place when it offers
 * what that offers, and the old bundle goes when it is drained. Until the place is taken everything can be taken back.
 */
final class SideBySide {

    private static final System.Logger LOG = HostLog.get();

    private static final String STOPPED_BY_OTHERS = "the next revision was stopped by somebody else";

    private static final long LOOK_MILLIS = 20;

    private final BundleContext host;
    private final Bundle system;
    private final PluginFinder finder;
    private final Drains drains;
    private final Supplier<Duration> patience;
    private final Plugin plugin;
    private final OperationLog log;
    private boolean hanging;

    SideBySide(
            BundleContext host,
            PluginFinder finder,
            Drains drains,
            Supplier<Duration> patience,
            Plugin plugin,
            OperationLog log) {
        this.host = host;
        this.system = host.getBundle(0);
        this.finder = finder;
        this.drains = drains;
        this.patience = patience;
        this.plugin = plugin;
        this.log = log;
    }

    /**
     * Does it.
     *
     * @throws InterruptedException if interrupted before the next revision serves; it has been uninstalled again then
     */
    OperationReport run(Revision revision) throws InterruptedException {
        if (!plugin.isServing()) {
            return log.ended(
                    OperationOutcome.FAILED, "the plugin does not serve; resume it first, or reload it in place");
        }
        Duration after = log.now();
        Bundle next;
        try {
            next = revision.installAs(host, freeLocation());
            log.step(
                    "install bundle",
                    after,
                    next.getSymbolicName() + " " + next.getVersion() + " [" + next.getBundleId() + "]");
        } catch (BundleException | IOException | IllegalStateException e) {
            log.step("install bundle", after, e.toString());
            return log.ended(
                    OperationOutcome.FAILED,
                    "the next revision could not be installed next to the present one, which needs another version: "
                            + e);
        }
        try (Succession succession = finder.succession(plugin, next)) {
            return run(next, succession);
        }
    }

    private OperationReport run(Bundle next, Succession succession) throws InterruptedException {
        boolean taken = false;
        try {
            OperationReport report = replace(next, succession);
            taken = report == null;
            return report == null ? end(next, succession) : report;
        } finally {
            if (!taken) {
                // while its services would still wait: a framework may try to start it once more
                uninstall("uninstall the next bundle", next);
            }
        }
    }

    /** What went wrong; {@code null} if the next revision serves, and the old one does not any more. */
    private @Nullable OperationReport replace(Bundle next, Succession succession) throws InterruptedException {
        String obstacle = start(next);
        if (obstacle != null) {
            return rolledBack(next, obstacle);
        }
        Plugin successor = finder.pluginOf(next);
        if (successor == null) {
            return rolledBack(
                    next,
                    next
                            + " is no plugin: its name is in no pattern, and it has no requirement osgi.extender=io.rundown");
        }
        obstacle = awaitServices(next, successor, succession);
        if (obstacle != null) {
            return rolledBack(next, obstacle);
        }
        try (Trial trial = finder.trial(plugin)) {
            obstacle = tryOut(next, succession, trial);
            return obstacle == null ? exchange(next, succession) : rolledBack(next, obstacle);
        }
    }

    private @Nullable String tryOut(Bundle next, Succession succession, Trial trial) {
        Duration after = log.now();
        Demand demand = succession.demand(() -> finder.pluginOf(next));
        String failure = trial.run(demand, () -> next.getState() == Bundle.ACTIVE);
        hanging = trial.isHanging();
        log.step("obtain objects", after, failure == null ? "all are there" : failure);
        return failure;
    }

    private OperationReport rolledBack(Bundle next, String reason) {
        LOG.log(
                Level.WARNING,
                "plugin {0} [{1}]: revision {2} does not take the place of {3}, which serves as before: {4}",
                plugin.name(),
                plugin.bundleId(),
                next.getVersion(),
                plugin.version(),
                reason);
        return log.ended(OperationOutcome.ROLLED_BACK, reason);
    }

    private @Nullable OperationReport exchange(Bundle next, Succession succession) {
        Plugin started = finder.pluginOf(next); // it may have been restarted meanwhile
        if (started == null) {
            return rolledBack(next, STOPPED_BY_OTHERS);
        }
        Duration after = log.now();
        Runnable takeOver = succession.carriesOn(started) ? () -> succession.takeOver(started) : null;
        DrainReport drain = drains.replaced(plugin, takeOver);
        if (drain == null) {
            return log.ended(
                    OperationOutcome.FAILED, "the plugin was drained or stopped meanwhile, or the plugin host stops");
        }
        log.drain("drain", after, drain);
        log.replacedBy(next.getBundleId());
        return null;
    }

    private @Nullable String start(Bundle next) {
        Duration after = log.now();
        try {
            Started.of(plugin.bundle()).startAlike(next);
            String forbidden = StartLevels.whyNotStarted(next);
            log.step("start bundle", after, forbidden == null ? "started" : forbidden);
            return forbidden == null ? null : "the next revision does not start: " + forbidden;
        } catch (BundleException | IllegalStateException e) {
            log.step("start bundle", after, e.toString());
            return "the next revision does not start: " + Reload.describe(e);
        }
    }

    private @Nullable String awaitServices(Bundle next, Plugin successor, Succession succession)
            throws InterruptedException {
        Duration after = log.now();
        long end = System.nanoTime() + patience.get().toNanos();
        List<String> missing = succession.missing(successor);
        while (!missing.isEmpty() && next.getState() == Bundle.ACTIVE && System.nanoTime() - end < 0) {
            Thread.sleep(LOOK_MILLIS);
            missing = succession.missing(successor);
        }
        if (next.getState() != Bundle.ACTIVE) {
            log.step("await services", after, "stopped by somebody else");
            return STOPPED_BY_OTHERS;
        }
        log.step("await services", after, missing.isEmpty() ? "all are there" : "missing: " + missing);
        return missing.isEmpty()
                ? null
                : "the next revision does not offer within " + patience.get() + " with the same classes: " + missing;
    }

    private OperationReport end(Bundle next, Succession succession) {
        try (KeptInterrupts.Scope scope =
                KeptInterrupts.open()) { // frameworks refuse some things on an interrupted thread
            HeldPlugin.Watch watch = succession.watch();
            if (watch != null) {
                log.carryOn(watch);
            }
            return goOldOne(next);
        }
    }

    private OperationReport goOldOne(Bundle next) {
        Bundle old = plugin.bundle();
        Duration after = log.now();
        try {
            old.stop();
            log.step("stop the old bundle", after, "stopped");
        } catch (BundleException | IllegalStateException e) {
            log.step("stop the old bundle", after, e.toString());
        }
        FrameworkRefresh refresh = refreshOf(old);
        String failure = uninstall("uninstall the old bundle", old);
        if (failure != null) {
            return log.ended(
                    OperationOutcome.FAILED, next + " serves, but the old bundle was not uninstalled: " + failure);
        }
        if (refresh != null) {
            after = log.now();
            boolean ended = refresh.begin().awaitInAnyCase();
            log.step("refresh", after, ended ? "the old revision has gone" : "goes on");
        }
        return log.done();
    }

    /** That of the old bundle; {@code null} if others would be refreshed with it, or somebody else has taken it away. */
    private @Nullable FrameworkRefresh refreshOf(Bundle old) {
        try {
            FrameworkWiring framework = system.adapt(FrameworkWiring.class);
            int others = framework.getDependencyClosure(List.of(old)).size() - 1;
            if (others == 0) {
                return FrameworkRefresh.of(framework, List.of(old));
            }
            log.step(
                    "refresh", log.now(), "left out, since " + others + " other bundles are wired to the old revision");
        } catch (RuntimeException e) { // some framework answers oddly about a bundle that others uninstall meanwhile
            log.step("refresh", log.now(), "left out: " + e);
        }
        return null;
    }

    private @Nullable String uninstall(String step, Bundle bundle) {
        Duration after = log.now();
        try {
            boolean ended = true;
            if (bundle.getState() != Bundle.UNINSTALLED && hanging) {
                ended = DetachedStep.run(patience.get(), bundle::uninstall);
            } else if (bundle.getState() != Bundle.UNINSTALLED) {
                bundle.uninstall();
            }
            log.step(step, after, ended ? "uninstalled" : "goes on when the factory that hangs ends");
            return null;
        } catch (BundleException | IOException | IllegalStateException e) {
            LOG.log(Level.WARNING, bundle + " cannot be uninstalled", e);
            log.step(step, after, e.toString());
            return e.toString();
        }
    }

    private String freeLocation() {
        String location = plugin.bundle().getLocation();
        int mark = location.indexOf(ReloadMode.LOCATION_MARK);
        String base = (mark < 0 ? location : location.substring(0, mark)) + ReloadMode.LOCATION_MARK;
        int number = 1;
        while (host.getBundle(base + number) != null) {
            number++;
        }
        return base + number;
    }
}
