package io.rundown.host.impl.drain;

import io.rundown.RundownHolder;
import io.rundown.host.DrainListener;
import io.rundown.host.DrainOutcome;
import io.rundown.host.DrainReport;
import io.rundown.host.impl.proxy.ProxyClasses;
import java.lang.System.Logger.Level;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Tells the log, the history and the listeners how drains go. Never throws. */
final class DrainObservers {

    private static final System.Logger LOG = System.getLogger("io.rundown.host");
    private static final int FRAMES = 32;

    private final DrainHistory history;
    private final Supplier<List<DrainListener>> listeners;

    DrainObservers(DrainHistory history, Supplier<List<DrainListener>> listeners) {
        this.history = history;
        this.listeners = listeners;
    }

    void began(DrainReport report) {
        LOG.log(
                level(report),
                "draining {0} [{1}] ({2}): {3} in flight{4}",
                report.plugin(),
                report.bundleId(),
                report.cause(),
                report.inFlightAtBegin(),
                names(report.holders()));
        tell(DrainListener::drainBegan, report);
    }

    void progressed(DrainReport report) {
        LOG.log(
                Level.INFO,
                "still draining {0} [{1}] after {2} ms: {3} in flight{4}{5}",
                report.plugin(),
                report.bundleId(),
                report.elapsed().toMillis(),
                report.inFlight(),
                names(report.holders()),
                calls(report));
        tell(DrainListener::drainProgressed, report);
    }

    void interrupting(DrainReport report) {
        LOG.log(
                Level.WARNING,
                "drain of {0} [{1}] takes longer than {2} ms: interrupting {3}{4}",
                report.plugin(),
                report.bundleId(),
                report.elapsed().toMillis(),
                report.holders(),
                stacks(report.holders(), FRAMES));
    }

    void ended(DrainReport report) {
        if (report.outcome() == DrainOutcome.DRAINED) {
            LOG.log(
                    level(report),
                    "drained {0} [{1}] in {2} ms: {3} were in flight, {4} rejected, {5} held",
                    report.plugin(),
                    report.bundleId(),
                    report.elapsed().toMillis(),
                    report.inFlightAtBegin(),
                    report.rejected(),
                    report.held());
        } else {
            LOG.log(
                    Level.WARNING,
                    "drain of {0} [{1}] {2} after {3} ms{4}; left behind: {5} in flight{6}{7}",
                    report.plugin(),
                    report.bundleId(),
                    report.outcome(),
                    report.elapsed().toMillis(),
                    report.deadlock() == null ? "" : ": " + report.deadlock(),
                    report.inFlight(),
                    names(report.holders()),
                    stacks(report.holders(), FRAMES));
        }
        history.add(report);
        tell(DrainListener::drainEnded, report);
    }

    private static Level level(DrainReport report) {
        return report.inFlightAtBegin() > 0 ? Level.INFO : Level.DEBUG;
    }

    private static String names(List<RundownHolder> holders) {
        return holders.isEmpty()
                ? ""
                : holders.stream().map(RundownHolder::toString).collect(Collectors.joining(", ", " by ", ""));
    }

    /** Who is where: the service method that was called, since when at least, and what it does now. */
    private static String calls(DrainReport report) {
        StringBuilder lines = new StringBuilder();
        for (RundownHolder holder : report.holders()) {
            StackTraceElement[] stack = holder.stackTrace();
            lines.append("\n  ").append(holder);
            String method = ProxyClasses.calledMethod(stack);
            if (!method.isEmpty()) {
                lines.append(" called ").append(method);
            }
            lines.append(", for ").append(report.elapsed().toMillis()).append(" ms at least");
            if (stack.length > 0) {
                lines.append("\n    at ").append(stack[0]);
            }
        }
        return lines.toString();
    }

    private static String stacks(List<RundownHolder> holders, int frames) {
        return holders.stream()
                .map(holder -> Arrays.stream(holder.stackTrace())
                        .limit(frames)
                        .map(frame -> "\n    at " + frame)
                        .collect(Collectors.joining("", "\n  " + holder, "")))
                .collect(Collectors.joining());
    }

    private void tell(BiConsumer<DrainListener, DrainReport> event, DrainReport report) {
        for (DrainListener listener : listeners.get()) {
            try {
                event.accept(listener, report);
            } catch (Throwable e) { // also an AssertionError: a drain must not end because somebody watches it
                LOG.log(Level.WARNING, "drain listener " + listener.getClass().getName() + " failed", e);
            }
        }
    }
}
