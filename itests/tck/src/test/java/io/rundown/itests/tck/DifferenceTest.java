package io.rundown.itests.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Whatever is not the same in two runs is a difference. */
class DifferenceTest {

    @Test
    void equalRunsHaveNoDifference() {
        assertEquals(
                Map.of(),
                Difference.between(
                        run(Map.of("a", Outcome.PASSED, "b", Outcome.FAILED)),
                        run(Map.of("a", Outcome.PASSED, "b", Outcome.FAILED))));
    }

    @Test
    void aTestThatPassesWhereItFailedIsADifferenceToo() {
        assertEquals(
                Map.of("a", new Difference(Outcome.FAILED, Outcome.PASSED)),
                Difference.between(run(Map.of("a", Outcome.FAILED)), run(Map.of("a", Outcome.PASSED))));
    }

    @Test
    void aTestOfOneRunOnlyIsADifference() {
        assertEquals(
                Map.of(
                        "gone", new Difference(Outcome.PASSED, Outcome.ABSENT),
                        "new", new Difference(Outcome.ABSENT, Outcome.PASSED)),
                Difference.between(run(Map.of("gone", Outcome.PASSED)), run(Map.of("new", Outcome.PASSED))));
    }

    private static TestRun run(Map<String, Outcome> outcomes) {
        return new TestRun(new TreeMap<>(outcomes));
    }
}
