package io.rundown.benchmarks.primitive;

import org.openjdk.jmh.annotations.Benchmark;

/** The call without any protection: the limit. */
public class DirectBenchmark {

    /** Just the call. */
    @Benchmark
    public void direct(Caller caller) {
        caller.call();
    }
}
