package io.rundown.benchmarks;

import io.rundown.benchmarks.harness.MachineLock;
import io.rundown.benchmarks.suite.RunSettings;
import io.rundown.benchmarks.suite.Suite;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Runs one suite. {@code -Dbench=NAME} says which, {@code -Dbench.quick} that it is only to be seen
 * running, {@code -Dbench.directory} where files go.
 */
public final class BenchMain {

    private BenchMain() {}

    /**
     * Runs the suite; the exit code is 0 if everything was measured, whatever the figures.
     *
     * @param args none
     */
    public static void main(String[] args) throws Exception {
        Suite suite;
        try {
            suite = KnownSuites.named(System.getProperty("bench", ""));
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        Path directory = Path.of(System.getProperty("bench.directory", "target"))
                .toAbsolutePath()
                .normalize();
        Files.createDirectories(directory);
        try (MachineLock held = MachineLock.await(System.out)) {
            suite.run(new RunSettings(isQuick(), directory, System.out));
        }
        System.out.flush();
        System.exit(0);
    }

    /** Named without a value, or with {@code true}. */
    private static boolean isQuick() {
        String quick = System.getProperty("bench.quick", "false");
        return quick.isEmpty() || Boolean.parseBoolean(quick);
    }
}
