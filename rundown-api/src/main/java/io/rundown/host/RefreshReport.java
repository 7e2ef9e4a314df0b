package io.rundown.host;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a {@linkplain PluginHost#refresh refresh} did, step by step. Immutable.
 *
 * @param outcome how it ended
 * @param began when it began, after it had waited for other operations on the plugins concerned
 * @param elapsed how long it took since then
 * @param closure the ids of the bundles that were refreshed together, consumers before what they are wired to
 * @param steps what was done, in order; the name of a step that concerns one bundle ends with that bundle's id in brackets
 * @param drains the drains of the plugins among them, in order
 * @param remark why it failed, was aborted, or had nothing to do; {@code null} if it is {@link OperationOutcome#DONE}
 */
public record RefreshReport(
        OperationOutcome outcome,
        Instant began,
        Duration elapsed,
        List<Long> closure,
        List<OperationStep> steps,
        List<DrainReport> drains,
        @Nullable String remark) {

    /** Copies the lists. */
    public RefreshReport {
        closure = List.copyOf(closure);
        steps = List.copyOf(steps);
        drains = List.copyOf(drains);
    }
}
