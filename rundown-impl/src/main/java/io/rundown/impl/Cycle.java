package io.rundown.impl;

import io.rundown.RundownCancelledException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One life of a ref for those who wait for its end: from its opening to its being run down or the
 * run-down's being cancelled. Whoever keeps a cycle learns how it ended, however often the ref was
 * opened since.
 */
final class Cycle {

    /** How a cycle ended. */
    enum End {
        RUN_DOWN,
        CANCELLED
    }

    private static final VarHandle END;
    private static final VarHandle STAGE;
    private static final VarHandle WAITERS;
    private static final VarHandle LATE_LOOK;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            END = lookup.findVarHandle(Cycle.class, "end", End.class);
            STAGE = lookup.findVarHandle(Cycle.class, "stage", Stage.class);
            WAITERS = lookup.findVarHandle(Cycle.class, "waiters", ConcurrentLinkedQueue.class);
            LATE_LOOK = lookup.findVarHandle(Cycle.class, "lateLook", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** One wait of a thread; whatever the thread takes itself to be equal to. */
    private static final class Waiter {
        private final Thread thread;

        Waiter(Thread thread) {
            this.thread = thread;
        }
    }

    private static final long FIRST_PAUSE_NANOS = TimeUnit.MICROSECONDS.toNanos(100);
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    /** So few looks, since a parked waiter that looks often is slower to wake; see DESIGN.md. */
    private static final int PAUSE_GROWTH = 10;

    private volatile @Nullable End end;
    private volatile @Nullable Stage stage;
    private volatile @Nullable ConcurrentLinkedQueue<Waiter> waiters;
    private volatile boolean lateLook;
    private volatile long seenIdle;

    /** How it ended; {@code null} if it has not, or nobody has {@linkplain #end said so} yet. */
    @Nullable
    End end() {
        return end;
    }

    /** Says how it ended. Only the first time counts, and all who say it say the same. */
    void end(End how) {
        END.compareAndSet(this, null, how);
    }

    /** The position before which all slots have been seen idle while the ref was draining. */
    long seenIdle() {
        return seenIdle;
    }

    /** To be called only by who saw it so between two looks at the same state; it may go back, but stays true. */
    void noteSeenIdle(long position) {
        seenIdle = position;
    }

    /**
     * What tells how the cycle ends, and the view of it that everybody gets: one for all, so that whoever
     * asks again and again leaves nothing behind.
     */
    private static final class Stage {
        private final CompletableFuture<@Nullable Void> end = new CompletableFuture<>();
        private final CompletionStage<@Nullable Void> view = end.minimalCompletionStage();
    }

    /** The stage that tells how the cycle ends. To be {@linkplain #settle settled} after this. */
    CompletionStage<@Nullable Void> stage() {
        Stage present = stage;
        if (present != null) {
            return present.view;
        }
        STAGE.compareAndSet(this, null, new Stage());
        return stage();
    }

    /** Whether somebody has a stage. */
    boolean isStaged() {
        return stage != null;
    }

    /** Answers {@code true} once. */
    boolean claimLateLook() {
        return LATE_LOOK.compareAndSet(this, false, true);
    }

    /**
     * Completes the stage if the cycle has ended and somebody asked for it. Whoever ends the cycle says
     * so and then reads the stage; whoever asks for the stage does it the other way round.
     */
    void settle(SlotRundownRef ref) {
        End how = end;
        Stage present = stage;
        if (how != null && present != null && !present.end.isDone()) {
            if (how == End.RUN_DOWN) {
                present.end.complete(null);
            } else {
                present.end.completeExceptionally(new RundownCancelledException(ref));
            }
        }
    }

    /**
     * Waits until the condition holds. Enters itself as a waiter before it looks, so that it misses no
     * change that somebody tells. Where a release may not be told, because releasers do not fence, looks
     * again by itself, at growing intervals; see "Release against wait" of {@link SlotRundownRef}.
     *
     * @param timeout how long at the most; {@code null} for no limit, zero or less to look only
     * @return whether the condition holds
     * @throws RundownCancelledException if the cycle is cancelled first
     */
    boolean await(SlotRundownRef ref, @Nullable Duration timeout, BooleanSupplier condition)
            throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        long limit = timeout == null ? Long.MAX_VALUE : TimeUnit.NANOSECONDS.convert(timeout);
        if (limit <= 0) {
            return isMet(ref, condition);
        }
        Waiter self = new Waiter(Thread.currentThread());
        ConcurrentLinkedQueue<Waiter> queue = waiters();
        queue.add(self);
        try {
            WaitGraph.Wait wait = WaitGraph.enter(ref, this);
            try {
                return awaitAsWaiter(ref, limit, condition);
            } finally {
                WaitGraph.leave(wait);
            }
        } finally {
            queue.remove(self);
        }
    }

    private boolean awaitAsWaiter(SlotRundownRef ref, long limit, BooleanSupplier condition)
            throws InterruptedException {
        long begin = System.nanoTime();
        long pause = Barrier.DRAINER_PAYS ? Long.MAX_VALUE : FIRST_PAUSE_NANOS;
        while (!isMet(ref, condition)) {
            long left = limit == Long.MAX_VALUE ? limit : limit - (System.nanoTime() - begin);
            if (left <= 0) {
                return false;
            }
            LockSupport.parkNanos(ref, Math.min(left, pause));
            pause = Barrier.DRAINER_PAYS ? pause : Math.min(PAUSE_GROWTH * pause, LONGEST_PAUSE_NANOS);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
        return true;
    }

    private boolean isMet(SlotRundownRef ref, BooleanSupplier condition) {
        if (condition.getAsBoolean()) {
            return true;
        }
        if (end == End.CANCELLED) {
            throw new RundownCancelledException(ref);
        }
        return false;
    }

    private ConcurrentLinkedQueue<Waiter> waiters() {
        ConcurrentLinkedQueue<Waiter> present = waiters;
        if (present != null) {
            return present;
        }
        ConcurrentLinkedQueue<Waiter> made = new ConcurrentLinkedQueue<>();
        return WAITERS.compareAndSet(this, null, made) ? made : waiters();
    }

    /** Lets those who wait look again. */
    void wake() {
        ConcurrentLinkedQueue<Waiter> present = waiters;
        if (present != null) {
            present.forEach(waiter -> LockSupport.unpark(waiter.thread));
        }
    }
}
