package io.rundown.host.impl.bound;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.osgi.framework.Bundle;

/**
 * The time that everything the host waits for shares while the framework shuts down. It runs from the moment at which the
 * shutdown was noticed. It bounds every {@link Deadline}, also one that was made before the shutdown, and also one without a
 * limit of its own.
 */
public final class ShutdownBudget {

    private static final long NOT_RUNNING = Long.MIN_VALUE;

    private final Supplier<Duration> budget;
    private final Bundle framework;
    private final AtomicLong end = new AtomicLong(NOT_RUNNING);

    /** A budget for the shutdown of the given system bundle's framework. */
    public ShutdownBudget(Supplier<Duration> budget, Bundle framework) {
        this.budget = budget;
        this.framework = framework;
    }

    /** Returns whether the framework is being shut down. The first call that sees it starts the time. */
    public boolean isShutdown() {
        boolean shutdown = framework.getState() == Bundle.STOPPING;
        if (shutdown && end.get() == NOT_RUNNING) {
            end.compareAndSet(NOT_RUNNING, System.nanoTime() + TimeUnit.NANOSECONDS.convert(budget.get()));
        }
        return shutdown;
    }

    /** Returns what is left in nanoseconds, 0 if nothing is; {@link Long#MAX_VALUE} if the framework is not being shut down. */
    long remainingNanos() {
        return isShutdown() ? Math.max(0, end.get() - System.nanoTime()) : Long.MAX_VALUE;
    }

    /** Returns a deadline that far from now. */
    public Deadline in(Duration time) {
        return Deadline.in(time, this);
    }

    /** Returns a deadline that only a shutdown brings. */
    public Deadline onlyAtShutdown() {
        return Deadline.onlyAtShutdown(this);
    }
}
