package io.rundown.itests.tck;

import java.io.IOException;
import java.nio.file.Path;

/** Where the runs of the TCK left what is judged. */
final class Results {

    private static final Path TARGET = Path.of(System.getProperty("rundown.tck.target"));
    private static final Path EXPLANATIONS = Path.of(System.getProperty("rundown.tck.explanations"));

    private Results() {}

    static TestRun run(String suite, String surroundings) throws IOException {
        return TestRun.read(TARGET.resolve("test-reports").resolve(suite + "-" + surroundings));
    }

    static Witness witness(String suite, String surroundings) throws IOException {
        return Witness.read(TARGET.resolve("witness").resolve(suite + "-" + surroundings + ".properties"));
    }

    static Explanations explanations(String suite) throws IOException {
        return Explanations.read(EXPLANATIONS.resolve("expected-differences-" + suite + ".txt"));
    }
}
