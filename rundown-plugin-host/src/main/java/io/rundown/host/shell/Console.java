package io.rundown.host.shell;

import java.io.PrintStream;

/**
 * Where a command prints to.
 *
 * @param columns how many characters a line has
 */
public record Console(PrintStream out, int columns) {

    private static final int USUAL_COLUMNS = 120;

    /**
     * One whose width somebody knows, or not.
     *
     * @param columns a number, or anything else for the usual width
     */
    static Console of(PrintStream out, Object columns) {
        try {
            return new Console(out, Integer.parseInt(String.valueOf(columns)));
        } catch (NumberFormatException e) {
            return of(out);
        }
    }

    /** One of the usual width. */
    public static Console of(PrintStream out) {
        return new Console(out, USUAL_COLUMNS);
    }
}
