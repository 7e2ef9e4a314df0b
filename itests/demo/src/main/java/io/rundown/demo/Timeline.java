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
            String text = String.format(Locale.ROOT, "  %+7.1f ms  %s", line.nanos / 1e6, line.text);
            out.println(text.length() <= COLUMNS ? text : text.substring(0, COLUMNS - 1) + "~");
        }
    }
}
