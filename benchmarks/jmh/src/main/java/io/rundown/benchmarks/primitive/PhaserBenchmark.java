package io.rundown.benchmarks.primitive;

import io.rundown.benchmarks.comparator.PhaserDoor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A call guarded by a {@link PhaserDoor} that all threads share. */
@State(Scope.Benchmark)
public class PhaserBenchmark {

    final PhaserDoor door = new PhaserDoor();

    /** As a party that comes and goes. */
    @Benchmark
    public long phaser(Caller caller) {
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
