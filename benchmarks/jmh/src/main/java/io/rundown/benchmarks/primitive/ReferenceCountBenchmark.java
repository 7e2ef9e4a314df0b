package io.rundown.benchmarks.primitive;

import io.rundown.benchmarks.comparator.ReferenceCount;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A call guarded by a {@link ReferenceCount} that all threads share. */
@State(Scope.Benchmark)
public class ReferenceCountBenchmark {

    final ReferenceCount count = new ReferenceCount();

    /** With a reference of its own. */
    @Benchmark
    public long tryIncRef(Caller caller) {
        if (!count.tryIncRef()) {
            throw Caller.refused();
        }
        try {
            return caller.call();
        } finally {
            count.decRef();
        }
    }
}
