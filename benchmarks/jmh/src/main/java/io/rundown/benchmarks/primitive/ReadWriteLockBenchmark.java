package io.rundown.benchmarks.primitive;

import io.rundown.benchmarks.comparator.ReadWriteLockDoor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A call guarded by a {@link ReadWriteLockDoor} that all threads share. */
@State(Scope.Benchmark)
public class ReadWriteLockBenchmark {

    final ReadWriteLockDoor door = new ReadWriteLockDoor();

    /** Under the read lock. */
    @Benchmark
    public long readWriteLock(Caller caller) {
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
