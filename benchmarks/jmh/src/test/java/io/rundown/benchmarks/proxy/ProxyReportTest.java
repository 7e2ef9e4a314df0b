package io.rundown.benchmarks.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rundown.benchmarks.harness.Barrier;
import io.rundown.benchmarks.report.Criterion;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Figures that meet all criteria narrowly, and then miss one of them. */
class ProxyReportTest {

    private final Made figures = new Made();

    @Test
    void allAreMet() {
        for (Barrier barrier : Barrier.values()) {
            assertEquals(List.of(), missed(barrier));
        }
    }

    @Test
    void oneSlowMethodAtOneNumberOfThreadsIsTold() {
        figures.change(CompletedStage.class, "generatedProxy fence", 2, 12.1);
        assertEquals(List.of("fence: ns above primitive, CompletedStage"), missed(Barrier.FENCE));
        assertEquals(List.of(), missed(Barrier.MEMBARRIER));
    }

    @Test
    void aComparatorThatIsTooFastIsTold() {
        figures.change(ObjectArguments.class, "blueprintProxy", 1, 17);
        figures.change(NoArguments.class, "lockProxy", 2, 140);
        assertEquals(
                List.of("fence: 1 thread / blueprintProxy", "fence: 2 threads / lockProxy"), missed(Barrier.FENCE));
        assertEquals(List.of(), missed(Barrier.MEMBARRIER));
    }

    @Test
    void aByteIsTold() {
        figures.bytes = 1;
        for (Barrier barrier : Barrier.values()) {
            assertEquals(List.of(barrier.value() + ": bytes a call, but for the stage"), missed(barrier));
        }
    }

    @Test
    void theTableHasARowForEachWayAndNothingForWhatIsNotMeasured() {
        String report = new ProxyReport(figures, new ProxyPlan(List.of(Barrier.values()), true), true).toString();
        assertTrue(report.contains("QUICK RUN"), report);
        for (String row : List.of("direct ", "primitive fence ", "generatedProxy membarrier ", "serviceGuardProxy ")) {
            assertEquals(2, report.lines().filter(line -> line.startsWith(row)).count(), row);
        }
        String lockRow = report.lines()
                .filter(line -> line.startsWith("lockProxy"))
                .findFirst()
                .orElseThrow();
        assertEquals(1 + 2 * ProxyPlan.METHODS.size(), lockRow.trim().split("\\s+").length, lockRow);
        assertFalse(report.contains("MISSED"), report);
    }

    private List<String> missed(Barrier barrier) {
        return new ProxyCriteria(figures, barrier)
                .all().stream()
                        .filter(criterion -> !criterion.isMet())
                        .map(Criterion::what)
                        .toList();
    }

    /** The same for all methods, but for what a test changes. */
    private static final class Made implements CallFigures {

        private static final Map<String, Double> NANOS = Map.of(
                "direct", 1.0,
                "primitive fence", 10.0,
                "generatedProxy fence", 11.9,
                "primitive membarrier", 2.5,
                "generatedProxy membarrier", 4.4,
                "dependencyManagerProxy", 8.0,
                "serviceGuardProxy", 100.0);

        private final Map<String, Double> changed = new HashMap<>();
        private double bytes;

        void change(Class<?> type, String label, int threads, double nanos) {
            changed.put(key(type, label, threads), nanos);
        }

        @Override
        public double nanos(Class<?> type, String way, Optional<Barrier> barrier, int threads) {
            String label = barrier.map(value -> way + " " + value.value()).orElse(way);
            Double change = changed.get(key(type, label, threads));
            return change != null ? change : usual(label, threads);
        }

        private static double usual(String label, int threads) {
            return switch (label) {
                case "blueprintProxy" -> threads == 1 ? 18 : 50;
                case "lockProxy" -> threads == 1 ? 24 : 150;
                default -> NANOS.getOrDefault(label, Double.NaN);
            };
        }

        private static String key(Class<?> type, String label, int threads) {
            return type.getSimpleName() + " " + label + " " + threads;
        }

        @Override
        public double bytes(Class<?> type, String way, Optional<Barrier> barrier, int threads) {
            return way.equals("generatedProxy") ? bytes : 24;
        }
    }
}
