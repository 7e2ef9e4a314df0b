package io.rundown.host.impl.hold;

import io.rundown.host.impl.config.HoldPolicy;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How long the calls of one plugin are held. While the old revision drains the hold timeout does not run: a slow call inside must not
 * cost those that wait. It runs from the end of the drain, or from the arrival of the call if that is later. So a call is held for
 * the longest time of the drain and the hold timeout together at most.
 */
public final class HoldClock {

    private volatile Drain drain = new Drain(false, 0, System.nanoTime());

    /** The drain that goes on, with its longest time, or the one before, with its end. */
    private record Drain(boolean goesOn, long longestNanos, long endNanos) {}

    /** A clock of a plugin that does not drain. */
    public HoldClock() {}

    /** A drain begins that holds calls. It takes so long at most. */
    public void drainBegins(Duration longest) {
        drain = new Drain(true, TimeUnit.NANOSECONDS.convert(longest), 0);
    }

    /** The drain is over, or the next revision has a new chance: the hold timeout begins to run. */
    public void restart() {
        drain = new Drain(false, 0, System.nanoTime());
    }

    /** Returns how long a call is still held, in nanoseconds; 0 or less if no longer. */
    public long remainingNanos(long arrivalNanos, HoldPolicy policy) {
        Drain present = drain;
        long timeout = TimeUnit.NANOSECONDS.convert(policy.timeout());
        long now = System.nanoTime();
        if (present.goesOn) {
            return saturatedSum(timeout, present.longestNanos) - (now - arrivalNanos);
        }
        long sinceEnd = now - present.endNanos;
        return timeout - Math.min(sinceEnd, now - arrivalNanos);
    }

    private static long saturatedSum(long a, long b) {
        return a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b;
    }
}
