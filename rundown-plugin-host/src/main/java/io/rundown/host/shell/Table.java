package io.rundown.host.shell;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A table that fits the terminal: first the columns of long texts are shortened, then the least important ones are left out, and names
 * are shortened only if that is not enough. A text below a row is not cut.
 */
final class Table {

    private static final int READABLE = 14;
    private static final int NARROWEST = 4;
    private static final String GAP = "  ";

    /** One line: the cells of a row, or a single text across all of them. */
    private record Line(List<String> cells) {}

    private final List<Line> lines = new ArrayList<>();
    private final List<String> headings;
    private final List<Integer> texts = new ArrayList<>();
    private final List<Integer> least = new ArrayList<>();

    Table(String... headings) {
        this.headings = List.of(headings);
        lines.add(new Line(this.headings));
    }

    /** These columns are shortened before any is left out. */
    Table shortening(String... of) {
        for (String heading : of) {
            texts.add(headings.indexOf(heading));
        }
        return this;
    }

    /** These columns are left out on a narrow terminal, in this order. */
    Table leavingOut(String... of) {
        for (String heading : of) {
            least.add(headings.indexOf(heading));
        }
        return this;
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
        int[] widths = widths(console.columns());
        for (Line line : lines) {
            out.println(isRow(line) ? text(line.cells(), widths) : line.cells().get(0));
        }
        if (lines.size() == 1) {
            out.println("(none)");
        }
    }

    private boolean isRow(Line line) {
        return line.cells().size() == headings.size();
    }

    /** Zero for a column that is left out. */
    private int[] widths(int atMost) {
        int[] widths = fullWidths();
        shorten(widths, texts, READABLE, atMost);
        for (int column : least) {
            if (total(widths) <= atMost) {
                break;
            }
            widths[column] = 0;
            int[] again = fullWidths(); // others may have room now
            for (int i = 0; i < widths.length; i++) {
                widths[i] = widths[i] == 0 ? 0 : again[i];
            }
            shorten(widths, texts, READABLE, atMost);
        }
        shorten(widths, IntStream.range(0, widths.length).boxed().toList(), NARROWEST, atMost);
        return widths;
    }

    private int[] fullWidths() {
        int[] widths = new int[headings.size()];
        for (Line line : lines) {
            for (int i = 0; isRow(line) && i < widths.length; i++) {
                widths[i] = Math.max(widths[i], line.cells().get(i).length());
            }
        }
        return widths;
    }

    /** The widest of these columns again and again. */
    private static void shorten(int[] widths, List<Integer> columns, int downTo, int atMost) {
        while (total(widths) > atMost) {
            int widest = -1;
            for (int column : columns) {
                if (widths[column] > downTo && (widest < 0 || widths[column] > widths[widest])) {
                    widest = column;
                }
            }
            if (widest < 0) {
                return;
            }
            widths[widest]--;
        }
    }

    private static int total(int[] widths) {
        int total = -GAP.length();
        for (int width : widths) {
            total += width == 0 ? 0 : width + GAP.length();
        }
        return total;
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
        for (int i = 0; i < widths.length; i++) {
            if (widths[i] > 0) {
                String shown = shortened(cells.get(i), widths[i]);
                text.append(shown)
                        .append(" ".repeat(widths[i] - shown.length()))
                        .append(GAP);
            }
        }
        return text.toString().stripTrailing();
    }
}
