package io.rundown.host.impl.drain;

import io.rundown.host.TimeoutAction;
import io.rundown.host.impl.config.DrainPolicy;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.osgi.framework.Bundle;

/**
 * The time that all waits of a framework shutdown share. It runs from the first of them. A plugin whose
 * policy is to wait without a limit does so here as well.
 */
public final class ShutdownBudget {

    private static final long NOT_RUNNING = Long.MIN_VALUE;

    private final Supplier<Duration> budget;
    private final Bundle framework;
    private final AtomicLong deadline = new AtomicLong(NOT_RUNNING);

    /** A budget for the shutdown of the given system bundle's framework. */
    public ShutdownBudget(Supplier<Duration> budget, Bundle framework) {
        this.budget = budget;
        this.framework = framework;
    }

    /** Whether the framework is being shut down. */
    boolean isShutdown() {
        return framework.getState() == Bundle.STOPPING;
    }

    /** The policy to wait by now: during a shutdown, with no more time than is left. */
    public DrainPolicy bound(DrainPolicy policy) {
        if (!isShutdown() || policy.onTimeout() == TimeoutAction.WAIT) {
            return policy;
        }
        Duration remaining = remaining();
        return policy.timeout().compareTo(remaining) <= 0 ? policy : new DrainPolicy(remaining, TimeoutAction.PROCEED);
    }

    /** What is left; the first call starts the time. */
    private Duration remaining() {
        long now = System.nanoTime();
        deadline.compareAndSet(NOT_RUNNING, now + TimeUnit.NANOSECONDS.convert(budget.get()));
        return Duration.ofNanos(Math.max(0, deadline.get() - now));
    }
}
