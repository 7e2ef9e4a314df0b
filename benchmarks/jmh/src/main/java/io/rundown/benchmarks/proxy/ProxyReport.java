package io.rundown.benchmarks.proxy;

import static java.util.stream.Collectors.joining;

import io.rundown.benchmarks.harness.Barrier;
import io.rundown.benchmarks.harness.Subject;
import io.rundown.benchmarks.report.Criterion;
import io.rundown.benchmarks.report.Grid;
import io.rundown.benchmarks.report.Heading;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The table of the suite: what calls cost, and the criteria. */
final class ProxyReport {

    private static final List<String> COLUMNS = List.of("none", "primit.", "objects", "stage", "100 pl.");

    private final CallFigures figures;
    private final ProxyPlan plan;
    private final boolean quick;

    ProxyReport(CallFigures figures, ProxyPlan plan, boolean quick) {
        this.figures = figures;
        this.plan = plan;
        this.quick = quick;
    }

    @Override
    public String toString() {
        return Stream.of(heading(), nanos(), bytes(), criteria())
                .map(Object::toString)
                .collect(joining("%n".formatted()));
    }

    private String heading() {
        return Heading.of(
                "ns for a call, medians, by arguments and number of threads",
                plan.barriers().contains(Barrier.MEMBARRIER),
                quick);
    }

    private Grid nanos() {
        List<String> columns = new ArrayList<>(List.of("ns"));
        for (int threads : ProxyPlan.THREADS) {
            COLUMNS.forEach(column -> columns.add(column + " " + threads));
        }
        Grid grid = new Grid(columns.toArray(String[]::new));
        for (Subject way : rows()) {
            List<String> cells = new ArrayList<>(List.of(way.label()));
            for (int threads : ProxyPlan.THREADS) {
                for (Class<?> type : types()) {
                    cells.add(
                            isMeasured(type, way)
                                    ? decimal(figures.nanos(type, way.method(), way.barrier(), threads))
                                    : "");
                }
            }
            grid.add(cells.toArray(String[]::new));
        }
        return grid;
    }

    private Grid bytes() {
        Grid grid = new Grid(Stream.concat(Stream.of("bytes a call, 1 thread"), COLUMNS.stream())
                .toArray(String[]::new));
        for (Subject way : rows()) {
            List<String> cells = new ArrayList<>(List.of(way.label()));
            for (Class<?> type : types()) {
                cells.add(isMeasured(type, way) ? decimal(figures.bytes(type, way.method(), way.barrier(), 1)) : "");
            }
            grid.add(cells.toArray(String[]::new));
        }
        return grid;
    }

    private Grid criteria() {
        Grid grid = Criterion.grid();
        for (Barrier barrier : plan.barriers()) {
            new ProxyCriteria(figures, barrier).all().forEach(criterion -> criterion.addTo(grid));
        }
        return grid;
    }

    /** What is measured of the first method is measured of all. */
    private List<Subject> rows() {
        return plan.waysToCall(ProxyPlan.METHODS.get(0));
    }

    private static List<Class<?>> types() {
        List<Class<?>> types = new ArrayList<>(ProxyPlan.METHODS);
        types.add(Megamorphic.class);
        return types;
    }

    private boolean isMeasured(Class<?> type, Subject way) {
        return plan.subjects().stream()
                .anyMatch(subject -> subject.type() == type && subject.label().equals(way.label()));
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
