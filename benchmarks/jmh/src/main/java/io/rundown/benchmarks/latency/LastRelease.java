package io.rundown.benchmarks.latency;

import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * The time from the last release to the return of the drainer, which has been waiting for long enough
 * to be parked. The clock is read just before the release by the thread that releases, and just after
 * the return by the drainer.
 */
final class LastRelease {

    private static final long SHORTEST_NANOS = TimeUnit.MICROSECONDS.toNanos(500);
    private static final long LONGEST_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private final Door door;
    private final SynchronousQueue<Boolean> again = new SynchronousQueue<>();
    private final SynchronousQueue<Long> returned = new SynchronousQueue<>();

    LastRelease(Door door) {
        this.door = door;
    }

    /** Lets the drainer wait so many times; a tenth more come first and do not count. */
    Histogram measure(int rounds) throws InterruptedException {
        Thread drainer = new Thread(this::drain, "drainer");
        drainer.setDaemon(true);
        drainer.start();
        Histogram nanos = histogram();
        int warmups = rounds / 10;
        for (int round = 0; round < warmups + rounds; round++) {
            door.enter();
            again.put(true);
            while (!door.isShutting()) {
                Thread.onSpinWait();
            }
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(SHORTEST_NANOS, LONGEST_NANOS));
            long released = System.nanoTime();
            door.leave();
            long took = returned.take() - released;
            if (round >= warmups) {
                nanos.recordValue(took);
            }
        }
        again.put(false);
        drainer.join();
        return nanos;
    }

    private void drain() {
        try {
            while (again.take()) {
                door.runDown();
                long now = System.nanoTime();
                door.open();
                returned.put(now);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts the drainer", e);
        }
    }

    static Histogram histogram() {
        return new Histogram(TimeUnit.MINUTES.toNanos(1), 3);
    }
}
