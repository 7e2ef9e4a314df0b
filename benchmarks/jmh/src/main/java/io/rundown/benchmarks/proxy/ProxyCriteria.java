package io.rundown.benchmarks.proxy;

import io.rundown.benchmarks.harness.Barrier;
import io.rundown.benchmarks.report.Criterion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** What the proxy must show, with one barrier. Where there is a row for several methods, it has the worst. */
final class ProxyCriteria {

    private static final double NANOS_ABOVE_PRIMITIVE = 2;

    private static final List<Class<?>> WITHOUT_ALLOCATION =
            List.of(NoArguments.class, PrimitiveArguments.class, ObjectArguments.class, Megamorphic.class);

    private final CallFigures figures;
    private final Barrier barrier;

    ProxyCriteria(CallFigures figures, Barrier barrier) {
        this.figures = figures;
        this.barrier = barrier;
    }

    List<Criterion> all() {
        boolean fence = barrier == Barrier.FENCE;
        List<Criterion> all = new ArrayList<>();
        ProxyPlan.METHODS.forEach(method -> all.add(abovePrimitive(method)));
        all.add(abovePrimitive(Megamorphic.class));
        all.add(Criterion.of(named("bytes a call, but for the stage"), 0, bytes()));
        all.add(against("blueprintProxy", fence ? 1.5 : 3, 1));
        all.add(against("blueprintProxy", fence ? 4 : 8, 2));
        all.add(against("lockProxy", 2, 1));
        all.add(against("lockProxy", 12, 2));
        return all;
    }

    private String named(String what) {
        return barrier.value() + ": " + what;
    }

    private Criterion abovePrimitive(Class<?> type) {
        double worst = worst(
                ProxyPlan.THREADS,
                threads -> proxy(type, threads) - figures.nanos(type, "primitive", Optional.of(barrier), threads));
        return Criterion.of(named("ns above primitive, " + type.getSimpleName()), NANOS_ABOVE_PRIMITIVE, worst);
    }

    /** The proxy must be so many times cheaper. */
    private Criterion against(String way, double times, int threads) {
        return Criterion.withDirect(
                named(threads + (threads == 1 ? " thread / " : " threads / ") + way),
                1 / times,
                worst(ProxyPlan.METHODS, type -> proxy(type, threads) / figures.nanos(type, way, threads)),
                worst(
                        ProxyPlan.METHODS,
                        type -> figures.nanos(type, "direct", threads) / figures.nanos(type, way, threads)));
    }

    private double proxy(Class<?> type, int threads) {
        return figures.nanos(type, "generatedProxy", Optional.of(barrier), threads);
    }

    /** To the nearest byte: JMH divides what its own loop allocates by the calls, too. */
    private double bytes() {
        return Math.rint(worst(
                WITHOUT_ALLOCATION,
                type -> worst(
                        ProxyPlan.THREADS,
                        threads -> figures.bytes(type, "generatedProxy", Optional.of(barrier), threads))));
    }

    private static <T> double worst(List<? extends T> all, ToDoubleFunction<T> figure) {
        return all.stream().mapToDouble(figure).max().orElseThrow();
    }
}
