package io.rundown.benchmarks.latency;

import io.rundown.RundownRef;
import org.HdrHistogram.Histogram;

/**
 * The time from the beginning of a run-down to its end when nobody is inside, but many have been: the
 * drainer has to look at each slot. Before each run-down all threads use the ref once more.
 */
final class IdleRundown {

    private final RundownRef ref;
    private final ParkedThreads touching;

    IdleRundown(RundownRef ref, ParkedThreads touching) {
        this.ref = ref;
        this.touching = touching;
    }

    /** Runs the ref down so many times; the first quarter does not count. */
    Histogram measure(int rounds) throws InterruptedException {
        Histogram nanos = LastRelease.histogram();
        for (int round = 0; round < rounds; round++) {
            touching.actOnce();
            long begun = System.nanoTime();
            ref.beginRundown();
            ref.awaitRundown();
            long took = System.nanoTime() - begun;
            ref.reinitialize();
            if (round >= rounds / 4) {
                nanos.recordValue(took);
            }
        }
        return nanos;
    }
}
