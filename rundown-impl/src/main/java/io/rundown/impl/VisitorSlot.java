package io.rundown.impl;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * The slot of a virtual thread, which has it only while it is inside. There may be a million such
 * threads, each here once: they take turns in as many slots as there are inside together.
 *
 * <p>The slot keeps its owner reachable during calls, which the owner ends itself, and refers to it
 * weakly once it has acquired a guard, which may outlive it.
 */
final class VisitorSlot extends Slot {

    private static final VarHandle OWNER;

    static {
        try {
            OWNER = MethodHandles.lookup().findVarHandle(VisitorSlot.class, "owner", Object.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** A thread, a weak reference to one, or {@code null} if the slot is free. */
    private volatile @Nullable Object owner;

    VisitorSlot(SlotRundownRef ref, Thread owner, int part) {
        super(ref, null, part);
        this.owner = owner;
    }

    @Override
    boolean isOwnedBy(Thread thread) {
        Object present = owner;
        return present == thread || (present instanceof WeakReference<?> weak && refersTo(weak, thread));
    }

    @SuppressWarnings("unchecked")
    private static boolean refersTo(WeakReference<?> weak, Thread thread) {
        return ((WeakReference<Thread>) weak).refersTo(thread);
    }

    @Override
    @Nullable
    Thread owner() {
        return threadOf(owner);
    }

    private static @Nullable Thread threadOf(@Nullable Object owner) {
        return (Thread) (owner instanceof WeakReference<?> weak ? weak.get() : owner);
    }

    /**
     * Takes the slot over if it is free, or its owner has ended with nothing out. Judges the owner that
     * the compare-and-set expects, and no later one: a thread may leave and own the slot again in
     * between, and would be taken for the same owner.
     */
    boolean claim(Thread thread) {
        Object present = owner;
        if (present != null && !(hasEnded(threadOf(present)) && isIdle())) {
            return false;
        }
        return OWNER.compareAndSet(this, present, thread);
    }

    @Override
    void beforeGuard() {
        if (owner instanceof Thread self) {
            owner = new WeakReference<>(self);
        }
    }

    /** The last use of the owner gone, the slot is free. Nobody else can add one then. */
    @Override
    void afterLeaving() {
        if (isIdle()) {
            owner = null;
        }
        ref.released();
    }

    /** Frees the slot if its owner has ended. A living one frees it, or uses it again, itself. */
    @Override
    void giveBack(long count) {
        super.giveBack(count);
        Object present = owner;
        if (present != null && hasEnded(threadOf(present)) && isIdle()) {
            OWNER.compareAndSet(this, present, null);
        }
    }
}
