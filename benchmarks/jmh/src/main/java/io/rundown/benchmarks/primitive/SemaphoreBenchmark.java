package io.rundown.benchmarks.primitive;

import io.rundown.benchmarks.comparator.SemaphoreDoor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A call guarded by a {@link SemaphoreDoor} that all threads share. */
@State(Scope.Benchmark)
public class SemaphoreBenchmark {

    final SemaphoreDoor door = new SemaphoreDoor();

    /** With one of many permits. */
    @Benchmark
    public long semaphore(Caller caller) {
        if (!door.tryAcquire()) {
            throw Caller.refused();
        }
        try {
            return caller.call();
        } finally {
            door.release();
        }
    }
}
