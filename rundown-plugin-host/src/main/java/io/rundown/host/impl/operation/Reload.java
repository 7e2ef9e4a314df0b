package io.rundown.host.impl.operation;

import io.rundown.host.OperationOutcome;
import io.rundown.host.OperationReport;
import io.rundown.host.impl.log.HostLog;
import io.rundown.host.impl.plugin.BundleStop;
import io.rundown.host.impl.plugin.Demand;
import io.rundown.host.impl.plugin.HeldPlugin;
import io.rundown.host.impl.plugin.Plugin;
import io.rundown.host.impl.plugin.StartLevels;
import io.rundown.host.impl.plugin.Trial;
import io.rundown.host.impl.thread.KeptInterrupts;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;

/**
 * The part of a reload that comes after the drain: the bundle gets its next revision and starts with it, or goes
 * back to the one it had.
 */
final class Reload {

    private static final System.Logger LOG = HostLog.get();

    private final Plugin plugin;
    private final Bundle bundle;
    private final PluginFinder finder;
    private final OperationLog log;
    private final @Nullable HeldPlugin held;
    private final Demand demand;
    private final boolean wasToBeStarted;
    private boolean hanging;

    /** A reload of a plugin that has not been drained yet: what consumers hold is looked at now. */
    Reload(Plugin plugin, PluginFinder finder, OperationLog log) {
        this.plugin = plugin;
        this.bundle = plugin.bundle();
        this.finder = finder;
        this.log = log;
        this.held = plugin.held();
        this.demand = held == null ? finder.demand(plugin) : held.watch();
        this.wasToBeStarted = BundleStop.isToBeStarted(bundle);
    }

    /**
     * Replaces the revision.
     *
     * @param next the next one; {@code null} for what the bundle's location has
     * @param previous the one to go back to; {@code null} if there is none
     */
    OperationReport run(@Nullable Revision next, @Nullable Revision previous) {
        // frameworks refuse to resolve or start a bundle on a thread that is interrupted
        try (KeptInterrupts.Scope scope = KeptInterrupts.open()) {
            return runNow(next, previous);
        }
    }

    private OperationReport runNow(@Nullable Revision next, @Nullable Revision previous) {
        if (held == null) {
            return replace(next, previous);
        }
        HeldPlugin.Watch watch = held.watch();
        held.setReloading(!wasToBeStarted); // otherwise the framework tells whether it goes on
        held.beginTrial();
        try {
            OperationReport report = replace(next, previous);
            held.endTrial(bundle);
            return report.outcome() == OperationOutcome.FAILED ? report : carryOn(watch, report);
        } finally {
            held.endTrial(bundle);
            held.setReloading(false);
            held.notUpdatedByCurrentThread();
        }
    }

    private OperationReport replace(@Nullable Revision next, @Nullable Revision previous) {
        String before = version();
        String failure = install("update bundle", next, before);
        if (failure == null) {
            failure = tryOut();
        }
        if (failure == null) {
            return log.done();
        }
        if (wasStoppedByOthers()) {
            return log.ended(
                    OperationOutcome.FAILED, "the bundle was stopped or uninstalled meanwhile by somebody else");
        }
        String forbidden = StartLevels.whyNotStarted(bundle);
        if (forbidden != null) {
            return log.ended(
                    OperationOutcome.FAILED,
                    forbidden + "; the bundle has revision " + version() + ", and starts when its level is reached");
        }
        if (previous == null) {
            return log.ended(OperationOutcome.FAILED, failure + "; the revision before could not be kept");
        }
        String failed = version();
        String rollback = hanging ? rollBackDetached(previous, failed) : install("roll back", previous, failed);
        if (rollback != null) {
            return log.ended(OperationOutcome.FAILED, failure + "; nor did the rollback: " + rollback);
        }
        LOG.log(
                Level.WARNING,
                "plugin {0} [{1}]: revision {2} was rolled back to {3}: {4}",
                plugin.name(),
                plugin.bundleId(),
                failed,
                version(),
                failure);
        return log.ended(OperationOutcome.ROLLED_BACK, failure);
    }

    /** The framework may not be able to stop the bundle before the factory has ended. */
    private @Nullable String rollBackDetached(Revision previous, String before) {
        Duration after = log.now();
        try {
            if (!DetachedStep.run(finder.patience(), () -> previous.install(bundle))) {
                String waits = "the framework waits for the factory that hangs; the rollback goes on when that ends";
                log.step("roll back", after, waits);
                return waits;
            }
            log.step("roll back", after, before + " -> " + version());
            return isStarted() ? null : "the bundle did not stay started";
        } catch (BundleException | IOException | IllegalStateException e) {
            log.step("roll back", after, describe(e));
            return describe(e);
        }
    }

    /** Why the revision that has started does not work; {@code null} if it works, and calls go to it now. */
    private @Nullable String tryOut() {
        List<String> missing = demand.missing();
        if (missing.isEmpty() && demand.wants().isEmpty()) {
            return null;
        }
        Duration after = log.now();
        @Nullable String failure = missing.isEmpty() ? null : activate();
        if (failure == null) {
            try (Trial trial = finder.trial(plugin)) {
                failure = trial.run(demand, this::isStarted);
                hanging = trial.isHanging();
                if (failure == null && held != null) {
                    held.endTrial(bundle); // with the objects that the trial has obtained
                }
            }
        }
        log.step("obtain objects", after, failure == null ? "all are there" : failure);
        return failure;
    }

    /** A bundle that is activated lazily may offer its services only when it has been activated. */
    private @Nullable String activate() {
        if (bundle.getState() != Bundle.STARTING) {
            return null;
        }
        try {
            bundle.start(Bundle.START_TRANSIENT);
            return null;
        } catch (BundleException | IllegalStateException e) {
            return describe(e);
        }
    }

    /** What went wrong; {@code null} if nothing did. */
    private @Nullable String install(String step, @Nullable Revision revision, String before) {
        Duration after = log.now();
        @Nullable String failure = null;
        try {
            if (revision == null) {
                bundle.update();
            } else {
                revision.install(bundle);
            }
            if (!isStarted() && !wasStoppedByOthers()) {
                bundle.start(Bundle.START_TRANSIENT); // tells why it has not started, or starts it
            }
            if (!isStarted()) {
                failure = "the bundle did not stay started";
            }
        } catch (BundleException | IOException | IllegalStateException e) {
            failure = describe(e);
            LOG.log(Level.DEBUG, step + " of " + bundle, e);
        }
        log.step(step, after, failure == null ? before + " -> " + version() : failure);
        return failure;
    }

    /** Frameworks take back the wish that a bundle be started if it is really stopped. */
    private boolean wasStoppedByOthers() {
        return bundle.getState() == Bundle.UNINSTALLED || (wasToBeStarted && !BundleStop.isToBeStarted(bundle));
    }

    static String describe(Throwable failure) {
        return failure.getCause() == null ? failure.toString() : failure + ", caused by " + failure.getCause();
    }

    private boolean isStarted() {
        int state = bundle.getState();
        return state == Bundle.ACTIVE
                || (state == Bundle.STARTING
                        && String.valueOf(bundle.getHeaders("").get(Constants.BUNDLE_ACTIVATIONPOLICY))
                                .startsWith(Constants.ACTIVATION_LAZY));
    }

    private String version() {
        return bundle.getVersion().toString();
    }

    /** Component runtimes offer their services a little after the bundle has started. */
    private OperationReport carryOn(HeldPlugin.Watch watch, OperationReport report) {
        log.carryOn(watch);
        return report.remark() == null ? log.done() : log.ended(report.outcome(), report.remark());
    }
}
