package io.rundown.benchmarks.report;

import java.util.Locale;
import java.util.Optional;

/**
 * A figure with the most that it may be.
 *
 * @param what the figure, in words
 * @param limit the most it may be
 * @param measured what it is
 * @param direct what it is for the unprotected call, where that says something
 */
public record Criterion(String what, double limit, double measured, Optional<Double> direct) {

    /** A criterion for which the unprotected call says nothing. */
    public static Criterion of(String what, double limit, double measured) {
        return new Criterion(what, limit, measured, Optional.empty());
    }

    /** A criterion with the unprotected call beside it. */
    public static Criterion withDirect(String what, double limit, double measured, double direct) {
        return new Criterion(what, limit, measured, Optional.of(direct));
    }

    /** Whether it is met. */
    public boolean isMet() {
        return measured <= limit;
    }

    /** A grid with the right columns. */
    public static Grid grid() {
        return new Grid("criterion", "at most", "measured", "direct", "");
    }

    /** Adds a row for this criterion. */
    public void addTo(Grid grid) {
        grid.add(
                what,
                number(limit),
                number(measured),
                direct.map(Criterion::number).orElse(""),
                isMet() ? "ok" : "MISSED");
    }

    private static String number(double value) {
        return value >= 10 || value == Math.rint(value)
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, "%.3f", value);
    }
}
