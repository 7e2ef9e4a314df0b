package io.rundown.benchmarks.primitive;

import io.rundown.benchmarks.comparator.SeedAlgorithm;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A call guarded by a {@link SeedAlgorithm} that all threads share. */
@State(Scope.Benchmark)
public class SeedAlgorithmBenchmark {

    final SeedAlgorithm ref = new SeedAlgorithm();

    /** Two compare-and-sets on the one word. */
    @Benchmark
    public long seedAlgorithm(Caller caller) {
        if (!ref.tryAcquire()) {
            throw Caller.refused();
        }
        try {
            return caller.call();
        } finally {
            ref.release();
        }
    }
}
