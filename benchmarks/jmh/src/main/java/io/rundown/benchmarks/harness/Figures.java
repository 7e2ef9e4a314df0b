package io.rundown.benchmarks.harness;

import java.util.Collection;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/** The figures of a run, by subject and number of threads: medians over all iterations of all forks. */
public final class Figures {

    private static final String ALLOCATED = "gc.alloc.rate.norm";

    private final Collection<RunResult> results;

    /** Figures from results that have one for each subject and number of threads. */
    public Figures(Collection<RunResult> results) {
        this.results = results;
    }

    /** Nanoseconds a call. */
    public double nanos(String method, Optional<Barrier> barrier, int threads) {
        return median(find(method, barrier, threads));
    }

    /** Bytes allocated a call; what is less than a hundredth comes from JMH, and is none. */
    public double bytes(String method, Optional<Barrier> barrier, int threads) {
        Result<?> allocated =
                find(method, barrier, threads).getSecondaryResults().get(ALLOCATED);
        if (allocated == null) {
            throw new NoSuchElementException("JMH's gc profiler said nothing of " + method);
        }
        double bytes = allocated.getStatistics().getPercentile(50);
        return bytes < 0.01 ? 0 : bytes;
    }

    static double median(RunResult result) {
        return result.getPrimaryResult().getStatistics().getPercentile(50);
    }

    private RunResult find(String method, Optional<Barrier> barrier, int threads) {
        return results.stream()
                .filter(result -> result.getParams().getThreads() == threads
                        && result.getParams().getBenchmark().endsWith("." + method)
                        && barrierOf(result).equals(barrier.map(Barrier::value)))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException(
                        "not measured: " + method + " " + barrier + " with " + threads + " threads"));
    }

    private static Optional<String> barrierOf(RunResult result) {
        return result.getParams().getParamsKeys().contains("barrier")
                ? Optional.of(result.getParams().getParam("barrier"))
                : Optional.empty();
    }
}
