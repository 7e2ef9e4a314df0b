package io.rundown.host.impl.hold;

import io.rundown.CallGate;
import io.rundown.CallToken;
import io.rundown.host.HostProperties;
import io.rundown.host.impl.config.HoldPolicy;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The calls that wait until a plugin's next revision is there: bounded in number and time. A call waits on its
 * own thread. Under the lock nothing runs but looks at gates and flags, so whoever {@linkplain #changed() tells}
 * of a change after having made it wakes everybody whom it concerns.
 */
public final class WaitingCalls {

    private final HoldPolicy policy;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final LongAdder held = new LongAdder();
    private int waiting;

    /** Without a call yet. */
    public WaitingCalls(HoldPolicy policy) {
        this.policy = policy;
    }

    /**
     * Waits until the gate lets the call in. An interrupt ends the wait and is kept.
     *
     * @param obstacle why the gate will not open; {@code null} while it may
     * @param refusal makes the exception for a call that waited in vain, of the reason
     * @return the token to leave with
     */
    public CallToken enter(
            CallGate gate, Supplier<@Nullable String> obstacle, Function<String, RuntimeException> refusal) {
        Wait wait = new Wait(gate, obstacle);
        lock.lock();
        try {
            if (waiting < policy.limit()) {
                waiting++;
                held.increment();
                try {
                    wait.run();
                } finally {
                    waiting--;
                }
            } else {
                wait.reason = policy.limit() + " calls of the plugin are held already, as many as "
                        + HostProperties.HOLD_LIMIT + " allows";
            }
        } finally {
            lock.unlock();
        }
        if (wait.token == null) {
            throw refusal.apply(String.valueOf(wait.reason));
        }
        return wait.token;
    }

    /** Waits for a condition as long as a call would; for somebody who is not a call. */
    public void await(BooleanSupplier condition) throws InterruptedException {
        lock.lock();
        try {
            long left = TimeUnit.NANOSECONDS.convert(policy.timeout());
            while (!condition.getAsBoolean() && left > 0) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /** A gate has opened, or will not. */
    public void changed() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** How many wait now. */
    public int waiting() {
        lock.lock();
        try {
            return waiting;
        } finally {
            lock.unlock();
        }
    }

    /** How many have waited, or still do. */
    public long held() {
        return held.sum();
    }

    /** The wait of one call. Ends with a token or a reason. Needs the lock. */
    private final class Wait {

        private final CallGate gate;
        private final Supplier<@Nullable String> obstacle;
        private @Nullable CallToken token;
        private @Nullable String reason;

        Wait(CallGate gate, Supplier<@Nullable String> obstacle) {
            this.gate = gate;
            this.obstacle = obstacle;
        }

        void run() {
            long left = TimeUnit.NANOSECONDS.convert(policy.timeout());
            while (!isOver()) {
                if (left <= 0) {
                    reason = "the call was held for " + policy.timeout() + ", and nothing took it over in that time";
                    return;
                }
                try {
                    left = changed.awaitNanos(left);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    reason = "the calling thread was interrupted while the call was held";
                    return;
                }
            }
        }

        private boolean isOver() {
            token = gate.enter();
            if (token == null) {
                reason = obstacle.get();
                token = reason == null ? null : gate.enter(); // it may have opened, and then there is no obstacle
            }
            return token != null || reason != null;
        }
    }
}
