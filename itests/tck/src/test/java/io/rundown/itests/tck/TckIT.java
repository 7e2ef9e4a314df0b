package io.rundown.itests.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Judges the six runs of the TCK that went before. */
class TckIT {

    /** How many tests version 8.0.0 of the framework TCK has. */
    private static final int ALL_TESTS = 489;

    private static final Path TARGET = Path.of(System.getProperty("rundown.tck.target"));
    private static final Path EXPLANATIONS = Path.of(System.getProperty("rundown.tck.explanations"));

    @ParameterizedTest
    @ValueSource(strings = {"felix", "equinox"})
    void theWholeTckRanWithoutRundown(String framework) throws IOException {
        assertEquals(ALL_TESTS, run(framework, "baseline").tests().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"felix", "equinox"})
    void aHostWithoutPluginsMakesNoDifference(String framework) throws IOException {
        assertEquals(Map.of(), Difference.between(run(framework, "baseline"), run(framework, "unmatched")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"felix", "equinox"})
    void everyDifferenceThatProxiesMakeIsExplained(String framework) throws IOException {
        Map<String, Difference> differences = Difference.between(run(framework, "baseline"), run(framework, "proxied"));
        Explanations explanations =
                Explanations.read(EXPLANATIONS.resolve("expected-differences-" + framework + ".txt"));
        List<String> faults = explanations.faults(differences);
        assertTrue(faults.isEmpty(), () -> String.join("\n", faults));
    }

    @ParameterizedTest
    @ValueSource(strings = {"felix", "equinox"})
    void theHostWithoutPluginsWasThere(String framework) throws IOException {
        assertEquals(new Witness(0, 0, 0), witness(framework, "unmatched"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"felix", "equinox"})
    void bundlesOfTheTckWereProxiedAndDrained(String framework) throws IOException {
        Witness witness = witness(framework, "proxied");
        assertTrue(witness.proxies() > 0 && witness.drains() > 0, witness::toString);
    }

    private static TestRun run(String framework, String surroundings) throws IOException {
        return TestRun.read(TARGET.resolve("test-reports").resolve(framework + "-" + surroundings));
    }

    private static Witness witness(String framework, String surroundings) throws IOException {
        return Witness.read(TARGET.resolve("witness").resolve(framework + "-" + surroundings + ".properties"));
    }
}
