package io.rundown.benchmarks.registration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Measures everything once, in JVMs that are quick about it. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RegistrationFiguresTest {

    @Test
    void everythingIsMeasuredAndHasAName() throws Exception {
        RegistrationFigures figures = RegistrationFigures.measure(true);
        assertEquals(13, figures.byName().size(), figures.toString());
        figures.byName().forEach((name, value) -> assertTrue(value > 0, name));
        String grid = figures.grid().toString();
        assertTrue(grid.lines().skip(1).noneMatch(line -> line.matches("(register|start)\\..*")), grid);
        assertEquals(3, figures.criteria().size());
    }
}
