package io.rundown.benchmarks.primitive;

import io.rundown.benchmarks.harness.FigureProcess;
import io.rundown.benchmarks.suite.RunSettings;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The seed's algorithm in a native loop, if there is a Rust compiler on the path: it tells whether the
 * Java version of it is a fair one. {@code -Dbench.native} names the directory of the source.
 */
final class NativeSeed {

    private static final String COMPILER = "rustc";

    private NativeSeed() {}

    /** Nanoseconds by {@code native.seed.THREADS}; empty, with a line that says so, if it cannot be built. */
    static Map<String, Double> measure(RunSettings settings) throws IOException, InterruptedException {
        Path source = Path.of(System.getProperty("bench.native", "native"), "seed.rs");
        Optional<Path> compiler = onThePath();
        if (compiler.isEmpty() || !Files.isReadable(source)) {
            settings.out().println("no native loop: there is no " + COMPILER + " on the path, or no " + source);
            return Map.of();
        }
        settings.out().println("native loop");
        Path program = settings.directory().resolve("native-seed");
        try {
            FigureProcess.run(List.of(compiler.get().toString(), "-O", "-o", program.toString(), source.toString()));
        } catch (IOException e) {
            settings.out().println("no native loop: " + e.getMessage());
            return Map.of();
        }
        return FigureProcess.run(List.of(program.toString(), settings.quick() ? "50" : "500"));
    }

    private static Optional<Path> onThePath() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        return Arrays.stream(path.split(File.pathSeparator))
                .filter(directory -> !directory.isEmpty())
                .map(directory -> Path.of(directory, COMPILER))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
