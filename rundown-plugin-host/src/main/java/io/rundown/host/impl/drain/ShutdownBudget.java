package io.rundown.host.impl.drain;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** The time that all drains of a framework shutdown share. It runs from the first of them. */
final class ShutdownBudget {

    private static final long NOT_RUNNING = Long.MIN_VALUE;

    private final Duration budget;
    private final AtomicLong deadline = new AtomicLong(NOT_RUNNING);

    ShutdownBudget(Duration budget) {
        this.budget = budget;
    }

    /** What is left; the first call starts the time. */
    Duration remaining() {
        long now = System.nanoTime();
        deadline.compareAndSet(NOT_RUNNING, now + TimeUnit.NANOSECONDS.convert(budget));
        return Duration.ofNanos(Math.max(0, deadline.get() - now));
    }
}
