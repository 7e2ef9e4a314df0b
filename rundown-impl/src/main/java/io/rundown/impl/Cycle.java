package io.rundown.impl;

import io.rundown.RundownCancelledException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One life of a ref: open, then draining, then run down or cancelled; never back. A new life is a new
 * cycle. So whoever keeps a cycle learns how it ended, however often the ref was opened since; and a
 * change of state that is made from a known one cannot be mistaken for another of the same name.
 */
final class Cycle {

    /** The states of a cycle, in the only order in which it takes them. */
    enum State {
        OPEN,
        DRAINING,
        RUN_DOWN,
        CANCELLED
    }

    private static final VarHandle STATE;
    private static final VarHandle STAGE;
    private static final VarHandle WAITERS;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            STATE = lookup.findVarHandle(Cycle.class, "state", State.class);
            STAGE = lookup.findVarHandle(Cycle.class, "stage", CompletableFuture.class);
            WAITERS = lookup.findVarHandle(Cycle.class, "waiters", ConcurrentLinkedQueue.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private volatile State state = State.OPEN;
    private volatile @Nullable CompletableFuture<@Nullable Void> stage;
    private volatile @Nullable ConcurrentLinkedQueue<Thread> waiters;

    State state() {
        return state;
    }

    boolean isOpen() {
        return state == State.OPEN;
    }

    /** Goes from one state to another, if it is in the one. */
    boolean change(State from, State to) {
        return STATE.compareAndSet(this, from, to);
    }

    /** The stage that tells how the cycle ends. The owner of the ref completes it by {@link #settle}. */
    CompletableFuture<@Nullable Void> stage(SlotRundownRef ref) {
        CompletableFuture<@Nullable Void> present = stage;
        if (present == null) {
            CompletableFuture<@Nullable Void> made = new CompletableFuture<>();
            present = STAGE.compareAndSet(this, null, made) ? made : stage;
        }
        if (present == null) {
            throw new IllegalStateException("a stage, once there, stays");
        }
        // whoever ends the cycle sets the state and then reads the stage; here it is the other way round
        settle(ref);
        return present;
    }

    /** Completes the stage if the cycle has ended and somebody asked for it. */
    void settle(SlotRundownRef ref) {
        State end = state;
        CompletableFuture<@Nullable Void> present = stage;
        if (present != null && !present.isDone()) {
            if (end == State.RUN_DOWN) {
                present.complete(null);
            } else if (end == State.CANCELLED) {
                present.completeExceptionally(new RundownCancelledException(ref));
            }
        }
    }

    /**
     * Waits until the condition holds. Enters itself as a waiter before it looks, so that no change is
     * missed.
     *
     * @param timeout how long at the most; {@code null} for no limit
     * @return whether the condition holds
     * @throws RundownCancelledException if the cycle is cancelled first
     */
    boolean await(SlotRundownRef ref, @Nullable Duration timeout, BooleanSupplier condition)
            throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        long deadline = timeout == null ? 0 : System.nanoTime() + TimeUnit.NANOSECONDS.convert(timeout);
        Thread self = Thread.currentThread();
        ConcurrentLinkedQueue<Thread> queue = waiters();
        queue.add(self);
        try {
            while (!condition.getAsBoolean()) {
                if (state == State.CANCELLED) {
                    throw new RundownCancelledException(ref);
                }
                long left = timeout == null ? Long.MAX_VALUE : deadline - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                LockSupport.parkNanos(ref, left);
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
            }
            return true;
        } finally {
            queue.remove(self);
        }
    }

    private ConcurrentLinkedQueue<Thread> waiters() {
        ConcurrentLinkedQueue<Thread> present = waiters;
        if (present != null) {
            return present;
        }
        ConcurrentLinkedQueue<Thread> made = new ConcurrentLinkedQueue<>();
        return WAITERS.compareAndSet(this, null, made) ? made : waiters();
    }

    /** Lets those who wait look again. */
    void wake() {
        ConcurrentLinkedQueue<Thread> present = waiters;
        if (present != null) {
            present.forEach(LockSupport::unpark);
        }
    }
}
