package io.rundown.host.impl.operation;

import io.rundown.host.DrainReport;
import io.rundown.host.OperationOutcome;
import io.rundown.host.OperationReport;
import io.rundown.host.OperationStep;
import io.rundown.host.PluginOperation;
import io.rundown.host.impl.plugin.Plugin;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes down what one operation does. For the thread that does it. */
final class OperationLog {

    private final PluginOperation operation;
    private final Plugin plugin;
    private final Instant began = Instant.now();
    private final long beganNanos = System.nanoTime();
    private final List<OperationStep> steps = new ArrayList<>();
    private final long heldBefore;
    private @Nullable DrainReport drain;

    OperationLog(PluginOperation operation, Plugin plugin) {
        this.operation = operation;
        this.plugin = plugin;
        this.heldBefore = plugin.heldCalls();
    }

    /** How many calls were held since the operation began. */
    long held() {
        return plugin.heldCalls() - heldBefore;
    }

    /** Time since the operation began. */
    Duration now() {
        return Duration.ofNanos(System.nanoTime() - beganNanos);
    }

    /** Adds a step that ends now. */
    void step(String name, Duration after, String result) {
        steps.add(new OperationStep(name, after, now().minus(after), result));
    }

    /** Adds the step of a drain that ends now. */
    void drain(Duration after, DrainReport report) {
        drain = report;
        step(
                "drain",
                after,
                report.outcome() + ": " + report.inFlightAtBegin() + " were in flight, " + report.inFlight() + " are, "
                        + report.rejected() + " rejected, " + report.held() + " held");
    }

    OperationReport done() {
        return report(OperationOutcome.DONE, null);
    }

    OperationReport ended(OperationOutcome outcome, String remark) {
        return report(outcome, remark);
    }

    private OperationReport report(OperationOutcome outcome, @Nullable String remark) {
        return new OperationReport(
                operation, plugin.name(), plugin.bundleId(), outcome, began, now(), steps, drain, remark);
    }
}
