package io.rundown.impl;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A thread whose failure fails the test that joins it. */
final class TestThread {

    /** What it runs. */
    @FunctionalInterface
    interface Body {
        void run() throws Throwable;
    }

    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final Thread thread;

    /** Starts a thread made by {@code starter}. */
    TestThread(Function<Runnable, Thread> starter, Body body) {
        this.thread = starter.apply(() -> {
            try {
                body.run();
            } catch (Throwable e) {
                failure.set(e);
            }
        });
    }

    /** Starts a platform thread. */
    static TestThread platform(Body body) {
        return new TestThread(
                run -> {
                    Thread made = new Thread(run);
                    made.setDaemon(true); // a test that fails need not end it
                    made.start();
                    return made;
                },
                body);
    }

    boolean isFinished() {
        return !thread.isAlive();
    }

    /** Waits for the end, for a limited time. */
    void awaitFinished(Duration timeout) throws InterruptedException {
        thread.join(timeout.toMillis());
    }

    Thread thread() {
        return thread;
    }

    /** Returns once the thread is parked or has ended. */
    @SuppressWarnings("ThreadPriorityCheck") // there is no event to wait for
    void awaitParked() {
        while (thread.getState() != Thread.State.WAITING
                && thread.getState() != Thread.State.TIMED_WAITING
                && thread.getState() != Thread.State.TERMINATED) {
            Thread.yield();
        }
    }

    /** Joins the thread and passes on its failure. */
    void finish() throws InterruptedException {
        thread.join(TimeUnit.SECONDS.toMillis(30));
        assertFalse(thread.isAlive(), "the thread should have ended");
        Throwable thrown = failure.get();
        if (thrown != null) {
            throw new AssertionError("in another thread: " + thrown, thrown);
        }
    }
}
