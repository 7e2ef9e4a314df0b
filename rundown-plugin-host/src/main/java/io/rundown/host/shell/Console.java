package io.rundown.host.shell;

import java.io.PrintStream;

/**
 * Where a command prints to.
 *
 * @param out what the next command of a pipe reads, if there is one
 * @param terminal what somebody sees meanwhile
 * @param columns how many characters a line has
 */
public record Console(PrintStream out, PrintStream terminal, int columns) {

    private static final int USUAL_COLUMNS = 120;

    /** Of the usual width if it is none: that is what a terminal tells which does not know it. */
    public Console {
        if (columns <= 0) {
            columns = USUAL_COLUMNS;
        }
    }

    /**
     * One whose width somebody knows, or not.
     *
     * @param columns a number, or anything else for the usual width
     */
    static Console of(PrintStream out, PrintStream terminal, Object columns) {
        try {
            return new Console(out, terminal, Integer.parseInt(String.valueOf(columns)));
        } catch (NumberFormatException e) {
            return of(out, terminal);
        }
    }

    /** One of the usual width. */
    public static Console of(PrintStream out, PrintStream terminal) {
        return new Console(out, terminal, USUAL_COLUMNS);
    }
}
