package io.rundown.host;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a managed operation did, step by step. Immutable.
 *
 * @param operation what was asked for
 * @param plugin symbolic name of the plugin
 * @param bundleId bundle id of the plugin
 * @param bundleIdAfterwards bundle id that the plugin has now: another one after a reload {@link ReloadMode#SIDE_BY_SIDE}
 * @param outcome how it ended
 * @param began when it began, after it had waited for other operations on the plugin
 * @param elapsed how long it took since then
 * @param steps what was done, in order
 * @param drain the drain at its end; {@code null} if there was none
 * @param remark why it failed, was aborted, or had nothing to do; {@code null} if it is {@link
 *     OperationOutcome#DONE}
 */
public record OperationReport(
        PluginOperation operation,
        String plugin,
        long bundleId,
        long bundleIdAfterwards,
        OperationOutcome outcome,
        Instant began,
        Duration elapsed,
        List<OperationStep> steps,
        @Nullable DrainReport drain,
        @Nullable String remark) {

    /** Copies {@code steps}. */
    public OperationReport {
        steps = List.copyOf(steps);
    }
}
