package io.rundown.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rundown.proof.control.BrokenImplementation;
import io.rundown.proof.control.Control;
import io.rundown.proof.control.Controls;
import io.rundown.proof.run.BarrierMode;
import io.rundown.proof.run.Findings;
import io.rundown.proof.run.Jcstress;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** jcstress runs here, finds nothing in the implementation, and something in a broken one. */
@Timeout(300)
class SmokeTest {

    private static final List<String> SHORT = List.of("-sc", "false");

    private final Path directory = Path.of(System.getProperty("proof.directory"), "smoke");
    private final Path sources = Path.of(System.getProperty("proof.sources"));

    @Test
    void nothingForbiddenIsFound() throws Exception {
        for (BarrierMode barrier : BarrierMode.available()) {
            Findings found = new Jcstress(barrier, "sanity", directory.resolve("real-" + barrier))
                    .run("\\.(AcquireBegin|EnterBegin)$", null, SHORT);
            assertEquals(0, found.errors(), found.output());
            assertEquals(0, found.forbidden(), found.output());
            assertEquals(2, found.tests(), found.output());
            assertTrue(found.samples() > 0, found.output());
        }
    }

    @Test
    void whatIsBrokenIsCaught() throws Exception {
        Control control = Controls.all().stream()
                .filter(each -> each.name().equals("close-that-is-not-atomic"))
                .findFirst()
                .orElseThrow();
        Path broken = BrokenImplementation.compile(control, sources, directory);
        Findings found = new Jcstress(BarrierMode.FENCE, "quick", directory.resolve(control.name()))
                .runUntilForbidden(control.pattern(), broken, SHORT);
        assertTrue(found.forbidden() > 0, found.output());
    }

    @Test
    void runWithoutATestIsAnError() throws Exception {
        Findings found = new Jcstress(BarrierMode.FENCE, "sanity", directory.resolve("none"))
                .run("no such test", null, List.of());
        assertTrue(found.errors() > 0, found.output());
    }
}
