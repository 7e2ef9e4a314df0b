package io.rundown.impl;

import io.rundown.RundownGuard;
import io.rundown.RundownRef;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;

/** A guard that counts in the slot of the thread that acquired it, wherever it is closed. */
class SlotGuard implements RundownGuard {

    /** Set when the guard is closed; the other bits count threads that are sharing it right now. */
    private static final int CLOSED = 1 << 31;

    private static final VarHandle STATE;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(SlotGuard.class, "state", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Slot slot;
    private final int count;
    private volatile int state;

    SlotGuard(Slot slot, int count) {
        this.slot = slot;
        this.count = count;
    }

    @Override
    public void close() {
        if (STATE.compareAndSet(this, 0, CLOSED) || (int) STATE.getAndBitwiseOr(this, CLOSED) == 0) {
            release();
        }
        // else it was closed already, or the last of those who share it releases it
    }

    private void release() {
        closed();
        if (slot.isOwnedBy(Thread.currentThread())) {
            slot.release(count);
        } else {
            slot.giveBack(count);
        }
    }

    /** Runs once, when the uses of the guard have been added to its slot. */
    void counted() {}

    /** Runs once, when the guard has been closed and before its uses are released. */
    void closed() {}

    @Override
    public RundownGuard share() {
        return share(slot);
    }

    /** Shares with nobody in particular: the new guard counts for no thread. */
    RundownGuard shareWithNobody() {
        return share(slot.ref.slots().nobodys());
    }

    /**
     * Keeps this guard from being released while the other is counted. So a slot is in use throughout,
     * this guard's, and no drainer can have seen all of them idle. The other is made before it is counted:
     * there may be no memory for it.
     */
    private RundownGuard share(Slot into) {
        pin();
        try {
            SlotGuard made = slot.ref.guard(into, 1);
            into.share();
            made.counted();
            return made;
        } finally {
            if ((int) STATE.getAndAdd(this, -1) == (CLOSED | 1)) {
                release(); // closed meanwhile
            }
        }
    }

    private void pin() {
        int before;
        do {
            before = state;
            if ((before & CLOSED) != 0) {
                throw new IllegalStateException(
                        "a guard of '" + ref().name() + "' cannot be shared: it has been closed already");
            }
        } while (!STATE.compareAndSet(this, before, before + 1));
    }

    @Override
    public Runnable wrap(Runnable task) {
        return CarriedGuard.wrap(this, Objects.requireNonNull(task, "task"));
    }

    @Override
    public <V> Callable<V> wrap(Callable<V> task) {
        return CarriedGuard.wrap(this, Objects.requireNonNull(task, "task"));
    }

    @Override
    public Executor carryTo(Executor executor) {
        return CarriedGuard.carryTo(this, Objects.requireNonNull(executor, "executor"));
    }

    @Override
    public int count() {
        return count;
    }

    @Override
    public RundownRef ref() {
        return slot.ref;
    }

    SlotRundownRef slotRef() {
        return slot.ref;
    }

    @Override
    public String toString() {
        return "guard of '" + ref().name() + "', count " + count + ((state & CLOSED) == 0 ? "" : ", closed");
    }
}
