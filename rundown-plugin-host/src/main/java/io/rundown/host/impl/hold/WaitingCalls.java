package io.rundown.host.impl.hold;

import io.rundown.CallGate;
import io.rundown.CallToken;
import io.rundown.host.HostProperties;
import io.rundown.host.impl.config.HoldPolicy;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The calls that wait until a plugin's next revision is there: bounded in number and time. A call waits on its
 * own thread. Gates are entered without the lock, since whoever enters may be the one who ends a run-down; so changes are
 * counted, and a call sleeps only if nothing has changed since it began to look. Whoever {@linkplain #changed() tells} of a
 * change after having made it wakes everybody whom it concerns.
 */
public final class WaitingCalls {

    private final Supplier<HoldPolicy> policy;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final LongAdder held = new LongAdder();
    private final AtomicInteger waiting = new AtomicInteger();
    private long changes;

    /** Without a call yet. */
    public WaitingCalls(Supplier<HoldPolicy> policy) {
        this.policy = policy;
    }

    /**
     * Waits until the gate lets the call in. An interrupt ends the wait and is kept.
     *
     * @param gate the gate to enter, asked for each time
     * @param obstacle why the gate will not open; {@code null} while it may
     * @param refusal makes the exception for a call that waited in vain, of the reason
     * @param began is asked when the wait begins whom to tell how it ended
     * @return the token to leave with
     */
    public CallToken enter(
            Supplier<CallGate> gate,
            Supplier<@Nullable String> obstacle,
            Function<String, RuntimeException> refusal,
            Supplier<Consumer<String>> began) {
        if (waiting.incrementAndGet() > policy.get().limit()) {
            waiting.decrementAndGet();
            throw refusal.apply(policy.get().limit() + " calls of the plugin are held already, as many as "
                    + HostProperties.HOLD_LIMIT + " allows");
        }
        held.increment();
        Consumer<String> flight = began.get();
        Entry entry = new Entry(gate, obstacle);
        Duration timeout = policy.get().timeout();
        String reason = "the call was held for " + timeout + ", and nothing took it over in that time";
        try {
            await(entry, timeout);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            reason = "the calling thread was interrupted while the call was held";
        } finally {
            waiting.decrementAndGet();
        }
        if (entry.token == null) {
            String why = entry.reason == null ? reason : entry.reason;
            flight.accept(why);
            throw refusal.apply(why);
        }
        flight.accept("admitted");
        return entry.token;
    }

    /** Waits for a condition as long as a call would; for somebody who is not a call. */
    public void await(BooleanSupplier condition) throws InterruptedException {
        await(condition, policy.get().timeout());
    }

    private void await(BooleanSupplier over, Duration timeout) throws InterruptedException {
        long left = TimeUnit.NANOSECONDS.convert(timeout);
        while (true) {
            long seen = changes();
            if (over.getAsBoolean() || left <= 0) {
                return;
            }
            lock.lockInterruptibly();
            try {
                while (changes == seen && left > 0) {
                    left = changed.awaitNanos(left);
                }
            } finally {
                lock.unlock();
            }
        }
    }

    private long changes() {
        lock.lock();
        try {
            return changes;
        } finally {
            lock.unlock();
        }
    }

    /** A gate has opened, or will not. */
    public void changed() {
        lock.lock();
        try {
            changes++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** How many wait now. */
    public int waiting() {
        return waiting.get();
    }

    /** How many have waited, or still do. */
    public long held() {
        return held.sum();
    }

    /** What one call waits for. Over with a token or a reason. */
    private static final class Entry implements BooleanSupplier {

        private final Supplier<CallGate> gate;
        private final Supplier<@Nullable String> obstacle;
        private @Nullable CallToken token;
        private @Nullable String reason;

        Entry(Supplier<CallGate> gate, Supplier<@Nullable String> obstacle) {
            this.gate = gate;
            this.obstacle = obstacle;
        }

        @Override
        public boolean getAsBoolean() {
            token = gate.get().enter();
            if (token == null) {
                reason = obstacle.get();
                token = reason == null ? null : gate.get().enter(); // it may have opened, and then there is no obstacle
            }
            return token != null || reason != null;
        }
    }
}
