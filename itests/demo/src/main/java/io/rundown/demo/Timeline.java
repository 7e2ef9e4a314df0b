package io.rundown.demo;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What happened when, in milliseconds since the plugin was told to go. Lines are kept and printed
 * afterwards, so that the terminal does not slow down what is told. Any thread may add lines.
 */
final class Timeline {

    private static final int COLUMNS = 80;

    private record Line(long nanos, String text) {}

    private final List<Line> lines = new ArrayList<>();
    private long zero = System.nanoTime();

    /** Forgets what was noted and counts the time from now on. */
    synchronized void restart() {
        lines.clear();
        zero = System.nanoTime();
    }

    synchronized double millis() {
        return (System.nanoTime() - zero) / 1e6;
    }

    synchronized void note(String text) {
        lines.add(new Line(System.nanoTime() - zero, text));
    }

    synchronized void print(PrintStream out) {
        for (Line line : lines) {
            String prefix = String.format(Locale.ROOT, "  %+7.1f ms  ", line.nanos / 1e6);
            for (String part : wrap(line.text, COLUMNS - prefix.length())) {
                out.println(prefix + part);
                prefix = " ".repeat(prefix.length());
            }
        }
    }

    private static List<String> wrap(String text, int width) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        for (String word : List.of(text.split(" ", -1))) {
            if (part.length() + word.length() >= width && part.length() > 0) {
                parts.add(part.toString());
                part.setLength(0);
            }
            part.append(part.length() == 0 ? "" : " ").append(word);
        }
        parts.add(part.toString());
        return parts;
    }
}
