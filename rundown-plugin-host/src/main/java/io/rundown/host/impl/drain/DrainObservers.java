package io.rundown.host.impl.drain;

import io.rundown.host.DrainListener;
import io.rundown.host.DrainOutcome;
import io.rundown.host.DrainReport;
import io.rundown.host.impl.bound.Deadline;
import io.rundown.host.impl.bound.ShutdownBudget;
import io.rundown.host.impl.log.HostLog;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * Tells the log, the history and the listeners how drains go. The calling thread waits until all of them know, at most for {@link
 * #PATIENCE}. Never throws: whoever watches a drain decides nothing about it.
 */
final class DrainObservers {

    /** How long a drain waits for an observer, unless the framework is shut down and has less time. */
    static final Duration PATIENCE = Duration.ofSeconds(1);

    private static final System.Logger LOG = HostLog.get();

    private final DrainHistory history;
    private final ShutdownBudget budget;
    private final Supplier<List<Observer>> listeners;
    private final ObserverQueue log = new ObserverQueue("the log");

    DrainObservers(DrainHistory history, ShutdownBudget budget, Supplier<List<Observer>> listeners) {
        this.history = history;
        this.budget = budget;
        this.listeners = listeners;
    }

    void began(DrainReport report) {
        tell(
                level(report),
                report,
                DrainListener::drainBegan,
                level -> LOG.log(
                        level,
                        "draining {0} [{1}] ({2}): {3} in flight{4}",
                        report.plugin(),
                        report.bundleId(),
                        report.cause(),
                        report.inFlightAtBegin(),
                        DrainLines.names(report.holders())));
    }

    void progressed(DrainReport report) {
        tell(
                Level.INFO,
                report,
                DrainListener::drainProgressed,
                level -> LOG.log(
                        level,
                        "still draining {0} [{1}] after {2} ms: {3} in flight{4}{5}",
                        report.plugin(),
                        report.bundleId(),
                        report.elapsed().toMillis(),
                        report.inFlight(),
                        DrainLines.names(report.holders()),
                        DrainLines.calls(report)));
    }

    void interrupting(DrainReport report) {
        tell(
                Level.WARNING,
                report,
                (listener, unused) -> {},
                level -> LOG.log(
                        level,
                        "drain of {0} [{1}] takes longer than {2} ms: interrupting{3}{4}",
                        report.plugin(),
                        report.bundleId(),
                        report.elapsed().toMillis(),
                        DrainLines.names(report.holders()),
                        DrainLines.stacks(report.holders())));
    }

    void ended(DrainReport report) {
        history.add(report);
        if (report.outcome() == DrainOutcome.DRAINED) {
            tell(
                    level(report),
                    report,
                    DrainListener::drainEnded,
                    level -> LOG.log(
                            level,
                            "drained {0} [{1}] in {2} ms: {3} were in flight, {4} rejected, {5} held",
                            report.plugin(),
                            report.bundleId(),
                            report.elapsed().toMillis(),
                            report.inFlightAtBegin(),
                            report.rejected(),
                            report.held()));
        } else {
            tell(
                    Level.WARNING,
                    report,
                    DrainListener::drainEnded,
                    level -> LOG.log(
                            level,
                            "drain of {0} [{1}] {2} after {3} ms{4}; left behind: {5} in flight{6}{7}{8}",
                            report.plugin(),
                            report.bundleId(),
                            report.outcome(),
                            report.elapsed().toMillis(),
                            report.deadlock() == null ? "" : ": " + report.deadlock(),
                            report.inFlight(),
                            DrainLines.names(report.holders()),
                            consequence(report),
                            DrainLines.stacks(report.holders())));
        }
    }

    /** What the calls that were left behind have to expect. */
    private static String consequence(DrainReport report) {
        if (report.abandoned() == 0) {
            return "";
        }
        return switch (report.cause()) {
            case BUNDLE_STOPPING, FRAMEWORK_STOPPING, SERVICE_UNREGISTERING ->
                "; the framework now releases the service objects under them";
            default -> "; the plugin host keeps their service objects until they have ended or the bundle stops";
        };
    }

    private static Level level(DrainReport report) {
        return report.inFlightAtBegin() > 0 ? Level.INFO : Level.DEBUG;
    }

    @FunctionalInterface
    private interface Line {
        void log(Level level);
    }

    private void tell(Level level, DrainReport report, BiConsumer<DrainListener, DrainReport> event, Line line) {
        try {
            List<ObserverQueue.Delivery> deliveries = new ArrayList<>();
            if (LOG.isLoggable(level)) {
                deliveries.add(log.deliver(() -> line.log(level)));
            }
            listeners
                    .get()
                    .forEach(observer ->
                            deliveries.add(observer.queue().deliver(() -> event.accept(observer.listener(), report))));
            Deadline deadline = budget.in(PATIENCE);
            deliveries.forEach(delivery -> delivery.await(deadline));
        } catch (RuntimeException | Error e) {
            log.deliver(() -> LOG.log(Level.WARNING, "observers of drains were not told", e));
        }
    }
}
