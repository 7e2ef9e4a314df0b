package io.rundown.benchmarks.harness;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Runs a program and takes figures from what it prints: lines of the form {@code name=number}. Other
 * lines, and all that goes to its error stream, are shown only if it fails.
 */
public final class FigureProcess {

    /** It then counts as failed; nothing measured so takes half as long. */
    private static final long LIMIT_MINUTES = 4;

    private FigureProcess() {}

    /**
     * Runs a command to its end.
     *
     * @return the figures by name, in the order in which they were printed
     * @throws IOException if it cannot be run or ends with another code than 0
     */
    public static Map<String, Double> run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        CompletableFuture.delayedExecutor(LIMIT_MINUTES, TimeUnit.MINUTES).execute(process::destroyForcibly);

        Map<String, Double> figures = new LinkedHashMap<>();
        StringBuilder rest = new StringBuilder();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.matches("[A-Za-z0-9.]+=[0-9.]+")) {
                    String[] parts = line.split("=", 2);
                    figures.put(parts[0], Double.valueOf(parts[1]));
                } else {
                    rest.append(line).append(System.lineSeparator());
                }
            }
        }
        int code = process.waitFor();
        if (code != 0) {
            throw new IOException(
                    String.join(" ", command) + " ended with code " + code + ":" + System.lineSeparator() + rest);
        }
        return figures;
    }
}
