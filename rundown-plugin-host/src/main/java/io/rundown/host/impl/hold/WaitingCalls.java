package io.rundown.host.impl.hold;

import io.rundown.CallToken;
import io.rundown.host.HostProperties;
import io.rundown.host.impl.config.HoldPolicy;
import io.rundown.host.impl.thread.KeptInterrupts;
import io.rundown.spi.ThreadView;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The calls of one plugin that are parked at a closed gate: bounded in number and time. A call waits on its
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
    private final Set<Entry> parked = ConcurrentHashMap.newKeySet();
    private long changes;

    /** Without a call yet. */
    public WaitingCalls(Supplier<HoldPolicy> policy) {
        this.policy = policy;
    }

    /**
     * Waits until the gate lets the call in. An interrupt ends the wait and is kept.
     *
     * @return the token to leave with
     * @throws RuntimeException that the call makes, if it waited in vain
     */
    public CallToken enter(WaitingCall call) {
        int limit = policy.get().limit();
        if (waiting.incrementAndGet() > limit) {
            waiting.decrementAndGet();
            throw call.refusal(limit + " calls of the plugin are held already, as many as " + HostProperties.HOLD_LIMIT
                    + " allows");
        }
        held.increment();
        Entry entry = new Entry(call);
        boolean admitted = false;
        parked.add(entry);
        try {
            CallToken token = enter(entry);
            admitted = true;
            return token;
        } finally {
            if (!admitted) {
                held.decrement(); // it is counted as rejected
            }
            parked.remove(entry);
            if (waiting.decrementAndGet() == 0) {
                changed(); // somebody may wait until all have left
            }
        }
    }

    private CallToken enter(Entry entry) {
        var flight = entry.call.begins();
        String reason = null;
        try {
            await(entry, entry.call::remainingNanos);
        } catch (InterruptedException e) {
            ThreadView.interruptCurrent();
            reason = "the calling thread was interrupted while the call was held";
        }
        CallToken token = entry.token;
        if (token != null) {
            flight.accept("admitted");
            return token;
        }
        String obstacle = entry.reason;
        String why = obstacle != null ? obstacle : reason != null ? reason : entry.call.whyTooLong();
        flight.accept(why);
        throw entry.call.refusal(why);
    }

    /** Waits for a condition as long as a call would; for somebody who is not a call. An interrupt is kept for later. */
    public void awaitUninterrupted(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.NANOSECONDS.convert(policy.get().timeout());
        awaitUninterrupted(condition, () -> end - System.nanoTime());
    }

    /** Waits for a condition that somebody {@linkplain #changed() tells} of, as long as time is left. An interrupt is kept for later. */
    public void awaitUninterrupted(BooleanSupplier condition, LongSupplier remainingNanos) {
        try (KeptInterrupts.Scope scope = KeptInterrupts.open()) {
            while (true) {
                try {
                    await(condition, remainingNanos);
                    return;
                } catch (InterruptedException e) {
                    KeptInterrupts.keep();
                }
            }
        }
    }

    private void await(BooleanSupplier over, LongSupplier remainingNanos) throws InterruptedException {
        while (true) {
            long seen = changes();
            if (over.getAsBoolean()) {
                return;
            }
            long left = remainingNanos.getAsLong();
            if (left <= 0) {
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

    /** A gate has opened, or will not, or the last call has left the wait. */
    public void changed() {
        lock.lock();
        try {
            changes++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Returns how many wait now. */
    public int waiting() {
        return waiting.get();
    }

    /** Returns how many wait or have waited, without those that were rejected in the end. */
    public long held() {
        return held.sum();
    }

    /** Returns the threads whose calls wait. */
    public List<Thread> threads() {
        return parked.stream().map(entry -> entry.thread).toList();
    }

    /** Lets the calls of some threads in as parts of the calls that are inside, since those wait for them. */
    public void admitAsNested(List<Thread> threads) {
        for (Entry entry : parked) {
            for (Thread thread : threads) {
                entry.nested |= entry.thread == thread;
            }
        }
        changed();
    }

    /** One call that waits. The wait is over with a token or a reason. */
    private static final class Entry implements BooleanSupplier {

        private final WaitingCall call;
        private final Thread thread = Thread.currentThread();
        private volatile boolean nested;
        private @Nullable CallToken token;
        private @Nullable String reason;

        Entry(WaitingCall call) {
            this.call = call;
        }

        @Override
        public boolean getAsBoolean() {
            token = tryEnter();
            if (token == null) {
                reason = call.obstacle();
                token = reason == null ? null : tryEnter(); // it may have opened, and then there is no obstacle
            }
            return token != null || reason != null;
        }

        private @Nullable CallToken tryEnter() {
            CallToken entered = call.tryEnter();
            return entered == null && nested ? call.tryEnterAsNested() : entered;
        }
    }
}
