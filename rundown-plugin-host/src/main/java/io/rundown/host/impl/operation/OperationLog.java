package io.rundown.host.impl.operation;

import io.rundown.host.OperationOutcome;
import io.rundown.host.OperationReport;
import io.rundown.host.PluginOperation;
import io.rundown.host.impl.plugin.HeldPlugin;
import io.rundown.host.impl.plugin.Plugin;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes down what one operation does to one plugin. */
final class OperationLog extends StepLog {

    private final PluginOperation operation;
    private final Plugin plugin;
    private final @Nullable HeldPlugin held;
    private final long heldBefore;
    private long bundleIdAfterwards;

    OperationLog(PluginOperation operation, Plugin plugin) {
        this.operation = operation;
        this.plugin = plugin;
        this.held = plugin.held();
        this.heldBefore = plugin.heldCalls();
        this.bundleIdAfterwards = plugin.bundleId();
    }

    /** How many calls were held since the operation began. */
    private long held() {
        return held == null ? 0 : held.calls().held() - heldBefore;
    }

    /** Another bundle has taken the plugin's place. */
    void replacedBy(long bundleId) {
        bundleIdAfterwards = bundleId;
    }

    /** Adds the step in which consumers get again what they had before. An interrupt is kept for later. */
    void carryOn(HeldPlugin.Watch watch) {
        Duration after = now();
        List<String> lost = watch.awaitEndOfGap();
        step(
                "carry on calls",
                after,
                held() + " were held" + (lost.isEmpty() ? "" : "; not offered any more, and withdrawn: " + lost)
                        + (watch.broken().isEmpty() ? "" : "; " + watch.broken()));
    }

    OperationReport done() {
        return report(OperationOutcome.DONE, null);
    }

    OperationReport ended(OperationOutcome outcome, String remark) {
        return report(outcome, remark);
    }

    private OperationReport report(OperationOutcome outcome, @Nullable String remark) {
        return new OperationReport(
                operation,
                plugin.name(),
                plugin.bundleId(),
                bundleIdAfterwards,
                outcome,
                began(),
                now(),
                steps(),
                drains().isEmpty() ? null : drains().get(0),
                remark);
    }
}
