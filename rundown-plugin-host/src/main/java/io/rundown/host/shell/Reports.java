package io.rundown.host.shell;

import io.rundown.host.OperationOutcome;
import io.rundown.host.OperationStep;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A report as text: what came of it, and a line for each step. */
final class Reports {

    private Reports() {}

    static void print(
            PrintStream out,
            String what,
            OperationOutcome outcome,
            Duration elapsed,
            List<OperationStep> steps,
            @Nullable String remark) {
        out.println(what + ": " + outcome + " in " + elapsed.toMillis() + " ms");
        for (OperationStep step : steps) {
            out.println("  " + step.name() + ", " + step.took().toMillis() + " ms: " + step.result());
        }
        if (remark != null) {
            out.println("  " + remark);
        }
    }
}
