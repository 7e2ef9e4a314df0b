package io.rundown.itests.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Judges the three runs of the launch TCK, on Felix. */
class LaunchTckIT {

    /** How many tests version 8.0.0 has. */
    private static final int ALL_TESTS = 58;

    @Test
    void theWholeTckRanWithoutRundown() throws IOException {
        assertEquals(ALL_TESTS, Results.run("felix-launch", "baseline").tests().size());
    }

    /** One of the differences is that the host's bundles are there at all, and so it has to be found. */
    @ParameterizedTest
    @ValueSource(strings = {"unmatched", "proxied"})
    void everyDifferenceIsExplained(String surroundings) throws IOException {
        Map<String, Difference> differences =
                Difference.between(Results.run("felix-launch", "baseline"), Results.run("felix-launch", surroundings));
        List<String> faults = Results.explanations("felix-launch").faults(differences);
        assertTrue(faults.isEmpty(), () -> String.join("\n", faults));
    }
}
