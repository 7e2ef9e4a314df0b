package io.rundown.benchmarks.primitive;

import io.rundown.benchmarks.harness.Barrier;
import io.rundown.benchmarks.harness.Figures;
import io.rundown.benchmarks.report.Criterion;
import java.util.List;
import java.util.Optional;

/** What the primitive must show, with one barrier. */
final class PrimitiveCriteria {

    private static final double MICROS = 1_000;

    private final Barrier barrier;
    private final Figures figures;
    private final ApartFigures apart;

    PrimitiveCriteria(Figures figures, ApartFigures apart) {
        this.barrier = apart.barrier();
        this.figures = figures;
        this.apart = apart;
    }

    List<Criterion> all() {
        boolean fence = barrier == Barrier.FENCE;
        return List.of(
                ratio("1 thread / seedAlgorithm", fence ? 0.75 : 0.30, 1, "seedAlgorithm", 1),
                ratio("2 threads / seedAlgorithm", fence ? 0.20 : 0.08, 2, "seedAlgorithm", 2),
                ratio("2 threads / readWriteLock", fence ? 1.0 / 15 : 1.0 / 40, 2, "readWriteLock", 2),
                ratio("2 threads / seedAlgorithm at 1", fence ? 0.8 : 0.35, 2, "seedAlgorithm", 1),
                Criterion.withDirect(
                        named("2 threads / 1 thread"), 1.30, rundown(2) / rundown(1), direct(2) / direct(1)),
                Criterion.of(named("bytes a call, proxy path"), 0, bytes("rundown")),
                Criterion.of(named("bytes a call, guard"), 24, bytes("rundownGuard")),
                Criterion.of(named("parked drainer returns, p50 us"), 60, micros("return.p50")),
                Criterion.of(named("parked drainer returns, p99 us"), 300, micros("return.p99")),
                Criterion.of(named("idle ref, 1000 slots, p50 us"), fence ? 100 : 150, micros("drain.1000.p50")),
                Criterion.of(named("bytes per (ref, thread), worst"), 384, apart.greatest("bytes.perThread.")),
                Criterion.of(named("bytes of an untouched ref"), 256, apart.get("bytes.untouched")));
    }

    private String named(String what) {
        return barrier.value() + ": " + what;
    }

    private Criterion ratio(String what, double limit, int threads, String base, int baseThreads) {
        double against = figures.nanos(base, Optional.empty(), baseThreads);
        return Criterion.withDirect(named(what), limit, rundown(threads) / against, direct(threads) / against);
    }

    private double rundown(int threads) {
        return figures.nanos("rundown", Optional.of(barrier), threads);
    }

    private double direct(int threads) {
        return figures.nanos("direct", Optional.empty(), threads);
    }

    /** To the nearest byte: JMH divides what its own loop allocates by the calls, too. */
    private double bytes(String method) {
        return Math.rint(PrimitivePlan.THREADS.stream()
                .mapToDouble(threads -> figures.bytes(method, Optional.of(barrier), threads))
                .max()
                .orElseThrow());
    }

    private double micros(String latency) {
        return apart.get("nanos." + latency) / MICROS;
    }
}
