package io.rundown.benchmarks.harness;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs a class in a JVM of its own and takes figures from what it prints: lines of the form {@code
 * name=number}. Other lines, and all that goes to its error stream, are shown only if it fails.
 */
public final class ChildJvm {

    private ChildJvm() {}

    /**
     * Runs a class whose first argument is the barrier and whose second says whether to be quick.
     *
     * @param extra further JVM arguments
     * @return the figures by name, in the order in which they were printed
     * @throws IOException if it cannot be run or ends with another code than 0
     */
    public static Map<String, Double> run(Class<?> main, Barrier barrier, boolean quick, List<String> extra)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(barrier.jvmArguments());
        command.addAll(extra);
        command.addAll(List.of("-classpath", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(barrier.value(), Boolean.toString(quick)));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();

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
        } finally {
            if (Thread.currentThread().isInterrupted()) {
                process.destroy();
            }
        }
        int code = process.waitFor();
        if (code != 0) {
            throw new IOException(
                    main.getSimpleName() + " ended with code " + code + ":" + System.lineSeparator() + rest);
        }
        return figures;
    }
}
