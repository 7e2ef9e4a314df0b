package io.rundown.benchmarks.primitive;

import org.openjdk.jmh.annotations.Benchmark;

/** The call without any protection: the limit. */
public class DirectBenchmark {

    /** Just the call. */
    @Benchmark
    public long direct(Caller caller) {
        return caller.call();
    }
}
