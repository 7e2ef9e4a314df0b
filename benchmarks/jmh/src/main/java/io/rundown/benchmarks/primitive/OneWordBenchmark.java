package io.rundown.benchmarks.primitive;

import io.rundown.benchmarks.comparator.OneWordGetAndAdd;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A call guarded by a {@link OneWordGetAndAdd} that all threads share. */
@State(Scope.Benchmark)
public class OneWordBenchmark {

    final OneWordGetAndAdd ref = new OneWordGetAndAdd();

    /** Two additions to the one word. */
    @Benchmark
    public long oneWordGetAndAdd(Caller caller) {
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
