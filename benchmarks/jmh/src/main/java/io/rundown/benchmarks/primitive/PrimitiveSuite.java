package io.rundown.benchmarks.primitive;

import io.rundown.benchmarks.harness.Barrier;
import io.rundown.benchmarks.harness.Figures;
import io.rundown.benchmarks.harness.ForkTimes;
import io.rundown.benchmarks.harness.Rounds;
import io.rundown.benchmarks.report.FigureFile;
import io.rundown.benchmarks.suite.RunSettings;
import io.rundown.benchmarks.suite.Suite;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;

/**
 * Measures the primitive: first the calls, with JMH, then, for each barrier in a JVM of its own, the
 * latencies and the memory, and a native loop beside them. Writes {@code primitive.json}, which is JMH's, and {@code
 * primitive-latency.json}.
 */
public final class PrimitiveSuite implements Suite {

    private static final ForkTimes TIMES = new ForkTimes(4, 400, 9, 500);
    private static final ForkTimes QUICK = new ForkTimes(1, 100, 2, 100);

    @Override
    public String name() {
        return "primitive";
    }

    @Override
    public void run(RunSettings settings) throws Exception {
        List<Barrier> barriers = Barrier.available();
        ForkTimes times = settings.quick() ? QUICK : TIMES;
        Collection<RunResult> results = new Rounds(
                        PrimitivePlan.subjects(barriers, settings.quick()),
                        PrimitivePlan.THREADS,
                        times,
                        List.of(),
                        settings.out())
                .run();
        String file = settings.directory().resolve("primitive.json").toString();
        ResultFormatFactory.getInstance(ResultFormatType.JSON, file).writeOut(results);

        List<ApartFigures> apart = new ArrayList<>();
        Map<String, Map<String, Double>> groups = new LinkedHashMap<>();
        for (Barrier barrier : barriers) {
            settings.out().println("latency and memory, " + barrier.value());
            ApartFigures figures = ApartFigures.measure(barrier, settings.quick());
            apart.add(figures);
            groups.put(barrier.value(), figures.byName());
        }
        Map<String, Double> natively = NativeSeed.measure(settings);
        groups.put("native", natively);
        FigureFile.write(settings.directory().resolve("primitive-latency.json"), groups);

        settings.out().println();
        settings.out().print(new PrimitiveReport(new Figures(results), apart, natively, settings.quick()));
    }
}
