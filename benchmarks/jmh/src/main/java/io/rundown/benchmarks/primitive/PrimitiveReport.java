package io.rundown.benchmarks.primitive;

import static java.util.stream.Collectors.joining;

import io.rundown.benchmarks.harness.Barrier;
import io.rundown.benchmarks.harness.Figures;
import io.rundown.benchmarks.harness.Subject;
import io.rundown.benchmarks.report.Criterion;
import io.rundown.benchmarks.report.Grid;
import io.rundown.benchmarks.report.Heading;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The table of the suite, with what was measured apart from JMH and with the criteria. */
final class PrimitiveReport {

    private final Figures figures;
    private final List<ApartFigures> apart;
    private final Map<String, Double> natively;
    private final boolean quick;

    PrimitiveReport(Figures figures, List<ApartFigures> apart, Map<String, Double> natively, boolean quick) {
        this.figures = figures;
        this.apart = apart;
        this.natively = natively;
        this.quick = quick;
    }

    @Override
    public String toString() {
        return Stream.of(heading(), calls(), sideTable(), apart(), criteria())
                .map(Object::toString)
                .collect(joining("%n".formatted()));
    }

    private String heading() {
        return Heading.of("ns for acquire + call + release, medians", barriers().contains(Barrier.MEMBARRIER), quick);
    }

    private Grid calls() {
        Grid grid =
                new Grid("", "1 thread", "2", "4", "/seed 1", "/seed 2", "/seed 4", "/direct 1", "2 thr./1", "B/call");
        for (Subject subject : PrimitivePlan.subjects(barriers(), quick)) {
            double one = nanos(subject, 1);
            double two = nanos(subject, 2);
            double four = nanos(subject, 4);
            grid.add(
                    subject.label(),
                    decimal(one),
                    decimal(two),
                    decimal(four),
                    decimal(one / seed(1)),
                    decimal(two / seed(2)),
                    decimal(four / seed(4)),
                    decimal(one / figures.nanos("direct", Optional.empty(), 1)),
                    decimal(two / one),
                    decimal(figures.bytes(subject.method(), subject.barrier(), 1)));
        }
        return grid;
    }

    private Grid sideTable() {
        Grid grid = new Grid("beside: native loop", "ns");
        natively.forEach((name, nanos) -> grid.add(
                name.replaceFirst("^native\\.seed\\.(\\d+)$", "seedAlgorithm in Rust, threads: $1"), decimal(nanos)));
        return grid;
    }

    private double nanos(Subject subject, int threads) {
        return figures.nanos(subject.method(), subject.barrier(), threads);
    }

    private double seed(int threads) {
        return figures.nanos("seedAlgorithm", Optional.empty(), threads);
    }

    private Grid apart() {
        Grid grid = new Grid(
                cells("latency (ns) and memory (bytes)", of -> of.barrier().value()));
        for (String name : apart.get(0).byName().keySet()) {
            grid.add(cells(ApartFigures.inWords(name), of -> whole(of.get(name))));
        }
        return grid;
    }

    private String[] cells(String first, Function<ApartFigures, String> others) {
        return Stream.concat(Stream.of(first), apart.stream().map(others)).toArray(String[]::new);
    }

    private Grid criteria() {
        Grid grid = Criterion.grid();
        for (ApartFigures measured : apart) {
            new PrimitiveCriteria(figures, measured).all().forEach(criterion -> criterion.addTo(grid));
        }
        return grid;
    }

    private List<Barrier> barriers() {
        return apart.stream().map(ApartFigures::barrier).toList();
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    private static String whole(double value) {
        return String.format(Locale.ROOT, "%.0f", value);
    }
}
