package io.rundown.benchmarks.primitive;

import io.rundown.benchmarks.comparator.StampedLockDoor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A call guarded by a {@link StampedLockDoor} that all threads share. */
@State(Scope.Benchmark)
public class StampedLockBenchmark {

    final StampedLockDoor door = new StampedLockDoor();

    /** Under the read lock. */
    @Benchmark
    public long stampedLock(Caller caller) {
        long stamp = door.tryAcquire();
        if (stamp == 0) {
            throw Caller.refused();
        }
        try {
            return caller.call();
        } finally {
            door.release(stamp);
        }
    }
}
