package io.rundown.host.shell;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** A table that fits the terminal: its widest columns are shortened until it does. */
final class Table {

    private static final int NARROWEST = 8;
    private static final String GAP = "  ";

    /** One line: the cells of a row, or a single text across all of them. */
    private record Line(List<String> cells) {}

    private final List<Line> lines = new ArrayList<>();
    private final int columns;

    Table(String... headings) {
        columns = headings.length;
        lines.add(new Line(List.of(headings)));
    }

    void row(Object... cells) {
        List<String> texts = new ArrayList<>();
        for (Object cell : cells) {
            texts.add(String.valueOf(cell));
        }
        lines.add(new Line(texts));
    }

    /** A text below the last row. */
    void below(String text) {
        lines.add(new Line(List.of(text)));
    }

    void print(Console console) {
        PrintStream out = console.out();
        int[] widths = widths(Math.max(NARROWEST, console.columns()));
        for (Line line : lines) {
            out.println(line.cells().size() == 1 && columns > 1 ? line.cells().get(0) : text(line.cells(), widths));
        }
        if (lines.size() == 1) {
            out.println("(none)");
        }
    }

    private int[] widths(int atMost) {
        int[] widths = new int[columns];
        for (Line line : lines) {
            if (line.cells().size() == columns) {
                for (int i = 0; i < columns; i++) {
                    widths[i] = Math.max(widths[i], line.cells().get(i).length());
                }
            }
        }
        int excess = sum(widths) + GAP.length() * (columns - 1) - atMost;
        while (excess > 0) {
            int widest = widest(widths);
            if (widths[widest] <= NARROWEST) {
                break;
            }
            widths[widest]--;
            excess--;
        }
        return widths;
    }

    private static int sum(int[] widths) {
        int sum = 0;
        for (int width : widths) {
            sum += width;
        }
        return sum;
    }

    private static int widest(int[] widths) {
        int widest = 0;
        for (int i = 1; i < widths.length; i++) {
            if (widths[i] > widths[widest]) {
                widest = i;
            }
        }
        return widest;
    }

    /** In the middle: names of classes and bundles differ at their end, sentences at their begin. */
    private static String shortened(String cell, int width) {
        int end = width / 2;
        return cell.length() <= width
                ? cell
                : cell.substring(0, width - end - 1) + "~" + cell.substring(cell.length() - end);
    }

    private static String text(List<String> cells, int[] widths) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            String cell = cells.get(i);
            String shown = shortened(cell, widths[i]);
            text.append(shown);
            if (i < cells.size() - 1) {
                text.append(" ".repeat(widths[i] - shown.length())).append(GAP);
            }
        }
        return text.toString().stripTrailing();
    }
}
