package io.rundown.host.impl.thread;

import io.rundown.spi.ThreadView;
import java.util.Collection;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Interrupts threads, whatever their classes do about it. An interrupt runs code of others: the thread's class can override it, and a channel on
 * which the thread is blocked is closed by it. So short-lived threads call it. If one of them hangs, another goes on with the rest.
 */
public final class Interrupts {

    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final int MOST_HELPERS = 100;

    private Interrupts() {}

    /** Interrupts threads. Returns when that is done, or goes on without those whose interrupt hangs. Never throws. */
    public static void of(Collection<Thread> threads) {
        Queue<Thread> left = new ConcurrentLinkedQueue<>(threads);
        try {
            for (int helpers = 0; !left.isEmpty() && helpers < MOST_HELPERS; helpers++) {
                Thread helper = HostThreads.thread(() -> interruptAll(left), "rundown interrupt");
                helper.start();
                awaitEnd(helper);
            }
        } catch (Throwable e) { // no thread can be made
            left.removeIf(ThreadView::definesInterrupt);
            interruptAll(left);
        }
    }

    private static void interruptAll(Queue<Thread> left) {
        for (Thread next = left.poll(); next != null; next = left.poll()) {
            ThreadView.interrupt(next);
        }
    }

    private static void awaitEnd(Thread helper) {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (helper.isAlive() && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(LOOK_NANOS); // whoever waits here may have been interrupted before, and stays so
        }
    }
}
