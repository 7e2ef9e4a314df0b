package io.rundown.impl;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/** Keeps the counts of neighbouring slots in different cache lines. */
abstract class SlotPadding {
    @SuppressWarnings("unused")
    private long p0, p1, p2, p3, p4, p5, p6, p7;
}

/**
 * The uses that one thread acquired of one ref.
 *
 * <p>Three counts make up the net: {@code own} is what the owner acquired less what it released, and
 * only the owner writes it; {@code shared} and {@code returned} count what others added by {@link
 * io.rundown.RundownGuard#share()} and released, and only grow.
 *
 * <p>A slot belongs to its owner until the owner has ended, or, for a virtual thread, until the owner
 * leaves its last use. It changes hands only while its net is zero, and then nobody holds a guard of it:
 * so none of its counts can change but by the new owner.
 */
final class Slot extends SlotPadding {

    private static final VarHandle OWNER;
    private static final VarHandle OWN;
    private static final VarHandle SHARED;
    private static final VarHandle RETURNED;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            OWNER = lookup.findVarHandle(Slot.class, "owner", Object.class);
            OWN = lookup.findVarHandle(Slot.class, "own", long.class);
            SHARED = lookup.findVarHandle(Slot.class, "shared", long.class);
            RETURNED = lookup.findVarHandle(Slot.class, "returned", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /**
     * A platform thread by a weak reference, so that it is not kept; a virtual thread, which owns a slot
     * only while it is inside, by itself; {@code null} if the slot is free.
     */
    private volatile @Nullable Object owner;

    /** How many of the own uses are calls, which {@code exit} takes out. Read and written by the owner. */
    private long calls;

    private volatile long own;
    private volatile long shared;
    private volatile long returned;

    Slot(Object owner) {
        this.owner = owner;
    }

    /** What stands for a thread in {@link #owner}. */
    static Object ownerFor(Thread thread) {
        return ThreadKind.isVirtual(thread) ? thread : new WeakReference<>(thread);
    }

    boolean isOwnedBy(Thread thread) {
        Object present = owner;
        return present == thread || (present instanceof WeakReference<?> weak && refersTo(weak, thread));
    }

    @SuppressWarnings("unchecked")
    private static boolean refersTo(WeakReference<?> weak, Thread thread) {
        return ((WeakReference<Thread>) weak).refersTo(thread);
    }

    /** The owner; {@code null} if there is none or it was collected. */
    @Nullable
    Thread ownerThread() {
        return threadOf(owner);
    }

    private static @Nullable Thread threadOf(@Nullable Object owner) {
        return (Thread) (owner instanceof WeakReference<?> weak ? weak.get() : owner);
    }

    /**
     * Takes the slot over if it is free, or its owner has ended with nothing out. Judges the owner that
     * the compare-and-set expects, and no later one: a virtual thread may leave and own the slot again
     * in between, and would be taken for the same owner.
     */
    boolean claim(Thread thread) {
        Object present = owner;
        if (present != null && (!isAbandoned(present) || net() != 0)) {
            return false;
        }
        return OWNER.compareAndSet(this, present, ownerFor(thread));
    }

    /** Frees the slot of an owner that has ended with nothing out. */
    void freeIfAbandoned() {
        Object present = owner;
        if (present != null && isAbandoned(present) && net() == 0) {
            OWNER.compareAndSet(this, present, null);
        }
    }

    private static boolean isAbandoned(Object owner) {
        Thread thread = threadOf(owner);
        // a new thread is not alive yet, but cannot own anything either
        return thread == null || !thread.isAlive();
    }

    /**
     * Adds uses, with a full fence after it: what the caller reads next is read after everybody can see
     * the addition. Owner only.
     */
    void enter(long count) {
        OWN.getAndAdd(this, count);
    }

    /** Adds the use of a call. Owner only. */
    void enterCall() {
        calls++;
        enter(1);
    }

    /** Ends a call, so that its use can be taken out; false if there is none. Owner only. */
    boolean endCall() {
        if (calls == 0) {
            return false;
        }
        calls--;
        return true;
    }

    /** Takes uses out again, with a full fence after it. Owner only. */
    void leave(long count) {
        OWN.getAndAdd(this, -count);
    }

    /** Gives the slot of a virtual thread back when it has nothing out. Owner only, after leaving. */
    void freeIfTransient() {
        if (owner instanceof Thread && net() == 0) {
            owner = null;
        }
    }

    /** Adds one use on behalf of the owner, with a full fence after it. Any thread. */
    void share() {
        SHARED.getAndAdd(this, 1L);
    }

    /** Takes uses out that the owner acquired, with a full fence after it. Any thread. */
    void giveBack(long count) {
        RETURNED.getAndAdd(this, count);
    }

    /**
     * How many uses are out, as of one moment during the call. The two counts that others change only
     * grow: if neither changed around the reading of {@code own}, the three were true together.
     */
    long net() {
        while (true) {
            long sharedBefore = shared;
            long returnedBefore = returned;
            long net = own + sharedBefore - returnedBefore;
            if (shared == sharedBefore && returned == returnedBefore) {
                return net;
            }
            Thread.onSpinWait();
        }
    }
}
