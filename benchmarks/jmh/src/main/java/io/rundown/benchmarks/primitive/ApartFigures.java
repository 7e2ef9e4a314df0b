package io.rundown.benchmarks.primitive;

import io.rundown.benchmarks.footprint.FootprintMain;
import io.rundown.benchmarks.harness.Barrier;
import io.rundown.benchmarks.harness.ChildJvm;
import io.rundown.benchmarks.latency.LatencyMain;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * What is measured apart from JMH, in JVMs that have one barrier: latencies in nanoseconds, named {@code
 * nanos.*}, and memory, named {@code bytes.*}.
 *
 * @param barrier the barrier that the JVMs had
 * @param byName the figures, in the order in which they are told
 */
record ApartFigures(Barrier barrier, Map<String, Double> byName) {

    /** JOL attaches to its own JVM; and what the footprint may meet inside a ref it must look into. */
    private static final List<String> LOOK_INSIDE = List.of(
            "-Djdk.attach.allowAttachSelf",
            "-XX:+EnableDynamicAgentLoading",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
            "--add-opens=java.base/java.util.concurrent.atomic=ALL-UNNAMED",
            "--add-opens=java.base/java.util.concurrent.locks=ALL-UNNAMED");

    static ApartFigures measure(Barrier barrier, boolean quick) throws IOException, InterruptedException {
        Map<String, Double> figures = new LinkedHashMap<>();
        ChildJvm.run(LatencyMain.class, barrier, quick, List.of())
                .forEach((name, nanos) -> figures.put("nanos." + name, nanos));
        ChildJvm.run(FootprintMain.class, barrier, quick, LOOK_INSIDE)
                .forEach((name, bytes) -> figures.put("bytes." + name, bytes));
        return new ApartFigures(barrier, figures);
    }

    /** One of them. */
    double get(String name) {
        Double value = byName.get(name);
        if (value == null) {
            throw new NoSuchElementException("not measured: " + name);
        }
        return value;
    }

    /** The greatest of those whose names begin so. */
    double greatest(String prefix) {
        return byName.entrySet().stream()
                .filter(figure -> figure.getKey().startsWith(prefix))
                .mapToDouble(Map.Entry::getValue)
                .max()
                .orElseThrow(() -> new NoSuchElementException("not measured: " + prefix + "*"));
    }

    /** Says what a figure is. */
    static String inWords(String name) {
        return name.replaceFirst("^nanos\\.drain\\.(\\d+)\\.", "begin to drained, $1 touched slots, ")
                .replaceFirst("^nanos\\.return\\.", "last release to return of the parked drainer, ")
                .replaceFirst("^nanos\\.unpark\\.", "the same for seedAlgorithm: park and unpark alone, ")
                .replaceFirst("^bytes\\.untouched$", "bytes of an untouched ref")
                .replaceFirst("^bytes\\.perThread\\.(\\d+)$", "bytes per (ref, thread), $1 threads")
                .replaceFirst("^bytes\\.guard$", "bytes of a guard object");
    }
}
