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
 *
 * <p>The slots belong to the cycle: a ref that is opened again after a run-down starts with none, and one
 * whose run-down was cancelled passes them on.
 */
final class Cycle {

    /** The states of a cycle, in the only order in which it takes them. */
    enum State {
        OPEN,
        /** No longer open, but not all acquirers that saw it open can be seen yet: nobody may judge the slots. */
        CLOSING,
        DRAINING,
        RUN_DOWN,
        CANCELLED
    }

    private static final VarHandle STATE;
    private static final VarHandle STAGE;
    private static final VarHandle WAITERS;
    private static final VarHandle LATE_LOOK;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            STATE = lookup.findVarHandle(Cycle.class, "state", State.class);
            STAGE = lookup.findVarHandle(Cycle.class, "stage", CompletableFuture.class);
            LATE_LOOK = lookup.findVarHandle(Cycle.class, "lateLook", boolean.class);
            WAITERS = lookup.findVarHandle(Cycle.class, "waiters", ConcurrentLinkedQueue.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static final long FIRST_LOOK_NANOS = TimeUnit.MICROSECONDS.toNanos(100);
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    final SlotTable slots;
    private volatile State state = State.OPEN;
    private volatile @Nullable CompletableFuture<@Nullable Void> stage;
    private volatile @Nullable ConcurrentLinkedQueue<Thread> waiters;
    private volatile boolean lateLook;

    Cycle(SlotTable slots) {
        this.slots = slots;
    }

    State state() {
        return state;
    }

    /** Whether guards are to be had. For an acquirer, which asks before and after it has counted. */
    boolean isOpen() {
        return (State) STATE.getAcquire(this) == State.OPEN;
    }

    /**
     * Whether a release need not concern anybody, as of a moment not long ago. Unordered, but for what
     * {@code VarHandle}s keep: for the fast way out, which a waiter does not rely on.
     */
    boolean seemsOpen() {
        return (State) STATE.getOpaque(this) == State.OPEN;
    }

    boolean isBeingDrained() {
        State present = state;
        return present == State.CLOSING || present == State.DRAINING;
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

    /** Whether somebody has a stage. */
    boolean isStaged() {
        return stage != null;
    }

    /** Answers {@code true} once. */
    boolean needsLateLook() {
        return LATE_LOOK.compareAndSet(this, false, true);
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
     * Waits until the condition holds. Enters itself as a waiter before it looks, so that it misses no
     * change that somebody tells. Where a release may not be told, because the releaser {@linkplain
     * SlotRundownRef did not fence}, looks again by itself, at growing intervals.
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
        SlotRundownRef before = WaitGraph.enter(ref);
        long pause = Barrier.DRAINER_PAYS ? Long.MAX_VALUE : FIRST_LOOK_NANOS;
        try {
            while (!condition.getAsBoolean()) {
                if (state == State.CANCELLED) {
                    throw new RundownCancelledException(ref);
                }
                long left = timeout == null ? Long.MAX_VALUE : deadline - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                LockSupport.parkNanos(ref, Math.min(left, pause));
                pause = Barrier.DRAINER_PAYS ? pause : Math.min(2 * pause, LONGEST_PAUSE_NANOS);
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
            }
            return true;
        } finally {
            WaitGraph.leave(before);
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
