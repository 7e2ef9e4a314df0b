package io.rundown.itests.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Judges the six runs of the framework TCK that went before. */
class TckIT {

    /** How many tests version 8.0.0 has. */
    private static final int ALL_TESTS = 489;

    @ParameterizedTest
    @ValueSource(strings = {"felix", "equinox"})
    void theWholeTckRanWithoutRundown(String framework) throws IOException {
        assertEquals(ALL_TESTS, Results.run(framework, "baseline").tests().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"felix", "equinox"})
    void aHostWithoutPluginsMakesNoDifference(String framework) throws IOException {
        assertEquals(
                Map.of(), Difference.between(Results.run(framework, "baseline"), Results.run(framework, "unmatched")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"felix", "equinox"})
    void everyDifferenceThatProxiesMakeIsExplained(String framework) throws IOException {
        Map<String, Difference> differences =
                Difference.between(Results.run(framework, "baseline"), Results.run(framework, "proxied"));
        List<String> faults = Results.explanations(framework).faults(differences);
        assertTrue(faults.isEmpty(), () -> String.join("\n", faults));
    }

    @ParameterizedTest
    @ValueSource(strings = {"felix", "equinox"})
    void theHostWithoutPluginsWasThere(String framework) throws IOException {
        assertEquals(new Witness(0, 0, 0), Results.witness(framework, "unmatched"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"felix", "equinox"})
    void bundlesOfTheTckWereProxiedAndDrained(String framework) throws IOException {
        Witness witness = Results.witness(framework, "proxied");
        assertTrue(witness.proxies() > 0 && witness.drains() > 0, witness::toString);
    }
}
