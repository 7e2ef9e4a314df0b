package io.rundown.host.impl.bound;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The moment at which a wait is given up. It comes earlier if the framework is shut down meanwhile and the {@linkplain
 * ShutdownBudget budget} of that is used up. Immutable; any thread may ask.
 */
public final class Deadline {

    private static final long NEVER = Long.MAX_VALUE;

    private final long began = System.nanoTime();
    private final long nanos;
    private final ShutdownBudget budget;

    private Deadline(long nanos, ShutdownBudget budget) {
        this.nanos = nanos;
        this.budget = budget;
    }

    static Deadline in(Duration time, ShutdownBudget budget) {
        return new Deadline(Math.max(0, TimeUnit.NANOSECONDS.convert(time)), budget);
    }

    static Deadline onlyAtShutdown(ShutdownBudget budget) {
        return new Deadline(NEVER, budget);
    }

    /** Returns whether it comes even if the framework goes on. */
    public boolean isLimited() {
        return nanos != NEVER;
    }

    /** Returns the time that is left in nanoseconds, 0 if it is over; {@link Long#MAX_VALUE} if there is no limit at the moment. */
    public long remainingNanos() {
        long own = isLimited() ? Math.max(0, nanos - (System.nanoTime() - began)) : NEVER;
        return Math.min(own, budget.remainingNanos());
    }

    /** Returns whether no time is left. */
    public boolean isOver() {
        return remainingNanos() == 0;
    }
}
