package io.rundown.benchmarks.latency;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Threads that do the same thing once when told to, and are parked, alive, in between. For JVMs that end
 * when a thread fails.
 */
public final class ParkedThreads implements AutoCloseable {

    private static final long STACK_BYTES = 128 * 1024;
    private static final int CLOSED = -1;

    private final Runnable action;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicInteger busy = new AtomicInteger();
    private volatile int round;

    /** Starts {@code count} threads, which wait for {@link #actOnce}. */
    public ParkedThreads(int count, Runnable action) {
        this.action = action;
        for (int i = 0; i < count; i++) {
            Thread thread = new Thread(null, this::live, "parked-" + i, STACK_BYTES);
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
    }

    private void live() {
        int seen = 0;
        while (true) {
            while (round == seen) {
                LockSupport.park(this);
            }
            seen = round;
            if (seen == CLOSED) {
                return;
            }
            action.run();
            busy.decrementAndGet();
        }
    }

    /** Lets each thread act once, and returns when all are parked again. */
    public void actOnce() throws InterruptedException {
        busy.set(threads.size());
        round++;
        threads.forEach(LockSupport::unpark);
        for (Thread thread : threads) {
            while (busy.get() > 0 || thread.getState() != Thread.State.WAITING) {
                Thread.sleep(0, 100_000);
            }
        }
    }

    /** Ends the threads. */
    @Override
    public void close() throws InterruptedException {
        round = CLOSED;
        threads.forEach(LockSupport::unpark);
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
