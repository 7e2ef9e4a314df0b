package io.rundown.host.impl.operation;

import io.rundown.host.DrainReport;
import io.rundown.host.OperationStep;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Writes down steps with their times. For the thread that takes them. */
class StepLog {

    private final Instant began = Instant.now();
    private final long beganNanos = System.nanoTime();
    private final List<OperationStep> steps = new ArrayList<>();
    private final List<DrainReport> drains = new ArrayList<>();

    /** When it began. */
    final Instant began() {
        return began;
    }

    /** Time since then. */
    final Duration now() {
        return Duration.ofNanos(System.nanoTime() - beganNanos);
    }

    /** What was written down so far. */
    final List<OperationStep> steps() {
        return steps;
    }

    /** The drains among it. */
    final List<DrainReport> drains() {
        return drains;
    }

    /** Adds a step that ends now. */
    final void step(String name, Duration after, String result) {
        steps.add(new OperationStep(name, after, now().minus(after), result));
    }

    /** Adds the step of a drain that ends now. */
    final void drain(String name, Duration after, DrainReport report) {
        drains.add(report);
        step(
                name,
                after,
                report.outcome() + ": " + report.inFlightAtBegin() + " were in flight, " + report.completed()
                        + " completed, " + report.rejected() + " rejected, " + report.held() + " held, "
                        + report.interrupted() + " interrupted, " + report.abandoned() + " abandoned");
    }
}
