package io.rundown.benchmarks.registration;

import io.rundown.benchmarks.framework.BundleFile;
import io.rundown.benchmarks.harness.Barrier;
import io.rundown.benchmarks.harness.ChildJvm;
import io.rundown.benchmarks.report.Criterion;
import io.rundown.benchmarks.report.Grid;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * What it costs to register services and to start, as JVMs of their own measured it: {@code register.*} in
 * nanoseconds, {@code start.*} in microseconds. The barrier plays no part.
 *
 * @param byName the figures, in the order in which they are told
 */
record RegistrationFigures(Map<String, Double> byName) {

    private static final int FEW = 100;
    private static final int MANY = 10_000;

    /** A guarded one against one that nobody guards, in the same framework, where the same hook is called for it. */
    private static final double TIMES_BYSTANDER = 3;

    /** What the host's hook may make of the registration of a bystander, so that the limit above says something. */
    private static final double TIMES_WITHOUT_HOST = 2.25;

    /** Against an idle hook and a second registration, which no host can do without. */
    private static final double TIMES_TWIN = 2;

    /** With the number there it may grow as the framework's own part does, but for what two medians differ by. */
    private static final double GROWTH_OF_TWIN = 1.2;

    /** Measures. */
    static RegistrationFigures measure(boolean quick) throws IOException, InterruptedException {
        Map<String, Double> figures = new LinkedHashMap<>();
        ChildJvm.run(RegistrationMain.class, Barrier.FENCE, quick, BundleFile.jvmArguments())
                .forEach((name, nanos) -> figures.put("register." + name, nanos));
        for (HostStartMain.Order order : HostStartMain.Order.values()) {
            List<String> arguments = new ArrayList<>(BundleFile.jvmArguments());
            arguments.add("-D" + HostStartMain.ORDER + "=" + order);
            ChildJvm.run(HostStartMain.class, Barrier.FENCE, quick, arguments)
                    .forEach((name, micros) -> figures.put("start." + name, micros));
        }
        return new RegistrationFigures(figures);
    }

    /** What registrations cost, and how many times one in a framework without the host. */
    Grid registrations() {
        Grid grid = new Grid("registration", "us, 100 there", "times", "us, 10000 there", "times");
        addTo(grid, "in a framework without the host", "plain");
        addTo(grid, "by a bystander, beside the host", "other");
        addTo(grid, "by a plugin, which is guarded", "guarded");
        addTo(grid, "with an idle hook and a twin", "floor");
        return grid;
    }

    private void addTo(Grid grid, String inWords, String kind) {
        grid.add(
                inWords,
                decimal(register(kind, FEW) / 1_000),
                decimal(ratio(kind, "plain", FEW)),
                decimal(register(kind, MANY) / 1_000),
                decimal(ratio(kind, "plain", MANY)));
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    /** What a start costs. */
    Grid starts() {
        Grid grid = new Grid("start", "ms");
        addStart(grid, "of 1000 plugins, without the host", "plugins.plain");
        addStart(grid, "of 1000 plugins, after the host", "plugins.guarded");
        addStart(grid, "of the host, before 1000 plugins", "host.first");
        addStart(grid, "of the host, after 1000 plugins, which it warns of", "host.late");
        addStart(grid, "of the host, after 1000 plugins, which it restarts", "host.bounce");
        return grid;
    }

    private void addStart(Grid grid, String inWords, String name) {
        grid.add(inWords, String.format(Locale.ROOT, "%.0f", figure("start." + name) / 1_000));
    }

    /** What registrations must show. */
    List<Criterion> criteria() {
        List<Criterion> criteria = new ArrayList<>();
        for (int there : List.of(FEW, MANY)) {
            criteria.add(Criterion.of(
                    "by a plugin / by a bystander, %d there".formatted(there),
                    TIMES_BYSTANDER,
                    ratio("guarded", "other", there)));
            criteria.add(Criterion.of(
                    "by a bystander / without the host, %d there".formatted(there),
                    TIMES_WITHOUT_HOST,
                    ratio("other", "plain", there)));
            criteria.add(Criterion.of(
                    "by a plugin / idle hook and twin, %d there".formatted(there),
                    TIMES_TWIN,
                    ratio("guarded", "floor", there)));
        }
        criteria.add(Criterion.of(
                "growth from %d to %d there, by a plugin / idle hook and twin".formatted(FEW, MANY),
                GROWTH_OF_TWIN,
                growth("guarded") / growth("floor")));
        return criteria;
    }

    private double ratio(String kind, String peer, int there) {
        return register(kind, there) / register(peer, there);
    }

    private double growth(String kind) {
        return register(kind, MANY) / register(kind, FEW);
    }

    private double register(String kind, int there) {
        return figure("register." + kind + "." + there);
    }

    private double figure(String name) {
        Double value = byName.get(name);
        if (value == null) {
            throw new NoSuchElementException("not measured: " + name);
        }
        return value;
    }
}
