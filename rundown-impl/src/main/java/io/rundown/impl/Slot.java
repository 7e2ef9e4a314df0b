package io.rundown.impl;

import io.rundown.CallToken;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the counts apart from what lies before them in memory: the slot of another thread, perhaps. By
 * 128 bytes, since processors fetch lines of 64 bytes in pairs.
 */
abstract class SlotPadding extends WeakReference<Thread> {
    @SuppressWarnings("unused")
    private long p0, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14, p15;

    SlotPadding(@Nullable Thread owner) {
        super(owner);
    }
}

/** The counts of a slot. */
abstract class SlotCounts extends SlotPadding {
    final SlotRundownRef ref;

    /** See {@link Slot#isAt}. */
    final int part;

    /** How often the owner has entered. Only grows; written by the owner only. */
    volatile long entered;

    /** How often the owner has left again. Only grows; written by the owner only. */
    volatile long left;

    /** What the owner acquired as guards less what it closed itself. Written by the owner only. */
    volatile long own;

    /** What others added by {@link io.rundown.RundownGuard#share()}. Only grows. */
    volatile long shared;

    /** What was closed by others than the owner. Only grows. */
    volatile long returned;

    SlotCounts(SlotRundownRef ref, @Nullable Thread owner, int part) {
        super(owner);
        this.ref = ref;
        this.part = part;
    }
}

/**
 * The uses that one thread has of one ref, and the token by which it leaves its calls.
 *
 * <p>The slot is a weak reference to its owner, so that it keeps no thread. A thread that has ended with
 * nothing out leaves a {@linkplain #isSpent() spent} slot, which another replaces by its own.
 *
 * <p>A use is either a call, which its own thread ends, or belongs to a guard, which anybody may close.
 * The two are counted apart, by {@link #calls()} and {@link #guards()}. Each way in and out writes one
 * field; those that the owner writes nobody else does, and entering and leaving write different ones, so
 * that the processor need not finish the one before it begins the other.
 */
class Slot extends SlotCounts implements CallToken {

    private static final VarHandle ENTERED;
    private static final VarHandle LEFT;
    private static final VarHandle OWN;
    private static final VarHandle SHARED;
    private static final VarHandle RETURNED;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            ENTERED = lookup.findVarHandle(SlotCounts.class, "entered", long.class);
            LEFT = lookup.findVarHandle(SlotCounts.class, "left", long.class);
            OWN = lookup.findVarHandle(SlotCounts.class, "own", long.class);
            SHARED = lookup.findVarHandle(SlotCounts.class, "shared", long.class);
            RETURNED = lookup.findVarHandle(SlotCounts.class, "returned", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    @SuppressWarnings("unused") // and from what lies behind
    private long q0, q1, q2, q3, q4, q5, q6, q7, q8, q9, q10, q11, q12, q13;

    /**
     * A slot for a place of a table.
     *
     * @param part the length of the part in which it is put first, which no other part of that table has
     */
    Slot(SlotRundownRef ref, @Nullable Thread owner, int part) {
        super(ref, owner, part);
    }

    /** Whether a part of a table is the one in which this slot was put first. */
    final boolean isAt(int length) {
        return part == length;
    }

    /** Whether the calling thread, and no other is asked for, owns the slot. */
    boolean isOwnedBy(Thread thread) {
        return refersTo(thread);
    }

    /** The owner; {@code null} if it has ended and was collected. */
    @Nullable
    Thread owner() {
        return get();
    }

    /** Whether the owner has ended with nothing out. Nobody can add a use to a spent slot. */
    boolean isSpent() {
        return hasEnded(owner()) && isIdle();
    }

    /** Whether the thread can do nothing more. Only of threads that have been running once. */
    static boolean hasEnded(@Nullable Thread thread) {
        return thread == null || !thread.isAlive();
    }

    // the owner's ways in and out

    /**
     * Adds a call. What the owner reads next is read after everybody can see it: by a fence here or, if
     * {@link Barrier#DRAINER_PAYS}, by the one that the drainer has executed everywhere.
     */
    final void enterCall() {
        if (Barrier.DRAINER_PAYS) {
            ENTERED.setRelease(this, (long) ENTERED.get(this) + 1);
        } else {
            ENTERED.getAndAdd(this, 1L);
        }
    }

    /** What the owner does before it adds a guard's uses. The guard may outlive it, and must not keep it. */
    void beforeGuard() {}

    /** Adds a guard's uses; otherwise as {@link #enterCall()}. */
    final void acquire(long count) {
        if (Barrier.DRAINER_PAYS) {
            OWN.setRelease(this, (long) OWN.get(this) + count);
        } else {
            OWN.getAndAdd(this, count);
        }
    }

    @Override
    public final void exit() {
        long exits = (long) LEFT.get(this);
        if (exits == (long) ENTERED.get(this) || !isOwnedBy(Thread.currentThread())) {
            throw new IllegalStateException("the thread is not inside '" + ref.name() + "', or has left it already");
        }
        LEFT.setRelease(this, exits + 1);
        afterLeaving();
    }

    /** Takes a call out that turned out to come too late. */
    final void undoCall() {
        LEFT.setRelease(this, (long) LEFT.get(this) + 1);
        afterLeaving();
    }

    /** Takes a guard's uses out. */
    final void release(long count) {
        OWN.setRelease(this, (long) OWN.get(this) - count);
        afterLeaving();
    }

    /** What the owner does after each way out. */
    void afterLeaving() {
        ref.released();
    }

    // everybody's

    /** Adds one use to those of a guard that is out, with a full fence after it. */
    final void share() {
        SHARED.getAndAdd(this, 1L);
    }

    /** Takes uses out that the owner acquired, with a full fence after it. */
    void giveBack(long count) {
        RETURNED.getAndAdd(this, count);
        ref.released();
    }

    /**
     * How many calls are inside, as of a moment during the call, if that is none or the owner asks;
     * else an estimate. Since both counts only grow, and the one for leaving is read first, they can be
     * the same only if they were at that moment.
     */
    final long calls() {
        long exits = left;
        return entered - exits;
    }

    /**
     * How many uses of guards are out, as of one moment during the call. The two counts that others
     * change only grow: if neither changed around the reading of {@code own}, the three were true
     * together.
     */
    final long guards() {
        while (true) {
            long sharedBefore = shared;
            long returnedBefore = returned;
            long guards = own + sharedBefore - returnedBefore;
            if (shared == sharedBefore && returned == returnedBefore) {
                return guards;
            }
            Thread.onSpinWait();
        }
    }

    /**
     * Whether nothing is out. Guards are looked at before calls: while the ref drains no guard comes to
     * be where none is, so at the later look both are at zero.
     */
    final boolean isIdle() {
        return guards() == 0 && calls() == 0;
    }

    /** How many uses are out; an estimate. */
    final long inUse() {
        return guards() + calls();
    }
}
