package io.rundown.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes named figures, in named groups, as JSON: an object of objects of numbers. */
public final class FigureFile {

    private FigureFile() {}

    /** Writes the file, in place of any that is there. */
    public static void write(Path file, Map<String, Map<String, Double>> groups) throws IOException {
        String json = groups.entrySet().stream()
                .map(group -> "  " + quoted(group.getKey()) + ": {\n" + members(group.getValue()) + "\n  }")
                .collect(Collectors.joining(",\n", "{\n", "\n}\n"));
        Files.writeString(file, json);
    }

    private static String members(Map<String, Double> figures) {
        return figures.entrySet().stream()
                .map(figure ->
                        "    " + quoted(figure.getKey()) + ": " + String.format(Locale.ROOT, "%.1f", figure.getValue()))
                .collect(Collectors.joining(",\n"));
    }

    private static String quoted(String name) {
        return '"' + name.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
