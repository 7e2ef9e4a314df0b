package io.rundown.impl;

import io.rundown.CallGate;
import io.rundown.CallToken;
import io.rundown.RundownCancelledException;
import io.rundown.RundownDeadlockException;
import io.rundown.RundownGuard;
import io.rundown.RundownHolder;
import io.rundown.RundownState;
import io.rundown.impl.Cycle.State;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Run-down protection with one slot a thread.
 *
 * <h2>Layout</h2>
 *
 * <p>A ref has a {@link Cycle}, which says whether it is open, and a {@link SlotTable}. A thread counts
 * what it acquires in its own {@link Slot}, so threads that use the ref at the same time do not touch
 * each other's memory. There is no total: whoever wants to know whether anything is out looks at the
 * slots one by one.
 *
 * <h2>Invariant</h2>
 *
 * <p><i>While a cycle is draining, a slot whose net was seen at zero never again counts a use.</i> There
 * are four ways to add to a slot, and each is closed: an acquisition stays only if it reads the cycle
 * as open after the addition; a nested entry stays only if the slot's net, after the addition, exceeds
 * the addition, that is, if it was in use already; {@link RundownGuard#share()} likewise, and it counts
 * in the slot of the guard that is shared, not in that of the thread that shares; a slot changes hands
 * only at zero, and its new owner is subject to the same rules. Additions that do not stay may be seen
 * for a moment; they delay the end and are followed by a release, which looks again.
 *
 * <p>So when each slot was seen at zero once during one draining cycle, nothing is out, though the
 * moments differ. The cycle then goes from draining to run down by compare-and-set, which fails if it
 * was cancelled meanwhile.
 *
 * <h2>The two races</h2>
 *
 * <p><i>Acquire against begin.</i> The acquirer adds to its slot, then reads the state. The drainer sets
 * the state, then reads the slots. Addition and setting are atomic read-modify-writes with a full fence
 * (sequentially consistent), as are the volatile reads: one of the two sees the other. Dekker's
 * pattern; without the fence on either side both may miss. A slot or a part of the table that the
 * drainer has not seen was put there after it looked, so its owner reads the state later still.
 *
 * <p><i>Release against wait.</i> The releaser subtracts, then reads the state; if it is draining the
 * releaser looks at all slots itself and ends the cycle if they are at zero. The drainer sets the state
 * and looks. Of the last releaser and the drainer, the later one in the total order sees zero
 * everywhere. So no wake-up is lost, no thread has to poll, and {@link #whenRundown()} needs no thread.
 * For the same reason a waiter first enters itself as one, then looks, then parks.
 *
 * <h2>Visibility</h2>
 *
 * <p>A release is a read-modify-write of the slot; who ends the cycle has read all slots; waiters read
 * the cycle's state after that. A new cycle is published by a volatile write, and read by each
 * acquirer.
 *
 * <h2>Not handled</h2>
 *
 * <p>A thread that waits for a ref while it holds another, whose holder waits for the first, waits as
 * long as it asked to. A {@link CallToken} that is used by another thread than entered is detected only
 * if that thread is not inside.
 */
final class SlotRundownRef implements CallGate, CallToken {

    private static final VarHandle CYCLE;
    private static final VarHandle TABLE;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            CYCLE = lookup.findVarHandle(SlotRundownRef.class, "cycle", Cycle.class);
            TABLE = lookup.findVarHandle(SlotRundownRef.class, "table", SlotTable.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final String name;
    private volatile Cycle cycle = new Cycle();
    private volatile @Nullable SlotTable table;

    SlotRundownRef(String name) {
        this.name = name;
    }

    // acquire

    @Override
    public @Nullable RundownGuard tryAcquire() {
        return tryAcquire(1);
    }

    @Override
    public @Nullable RundownGuard tryAcquire(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("a guard counts at least 1, not " + count);
        }
        if (!cycle.isOpen()) {
            return null; // saves a refused caller the claim of a slot
        }
        Slot slot = table().findOrClaim(Thread.currentThread());
        slot.enter(count);
        if (cycle.isOpen()) {
            return new SlotGuard(this, slot, count);
        }
        left(slot, count);
        return null;
    }

    @Override
    public @Nullable CallToken enter() {
        Slot slot = table().findOrClaim(Thread.currentThread());
        slot.enter(1);
        if (cycle.isOpen() || slot.net() > 1) {
            return this;
        }
        left(slot, 1);
        return null;
    }

    // release

    @Override
    public void exit() {
        Slot slot = ownSlot();
        if (slot == null || slot.net() <= 0) {
            throw new IllegalStateException("the thread is not inside '" + name + "', or has left it already");
        }
        left(slot, 1);
    }

    void release(Slot slot, int count) {
        if (slot.isOwnedBy(Thread.currentThread())) {
            left(slot, count);
        } else {
            returned(slot, count);
        }
    }

    private void left(Slot slot, int count) {
        slot.leave(count);
        slot.freeIfTransient();
        released();
    }

    private void returned(Slot slot, int count) {
        slot.giveBack(count);
        slot.freeIfAbandoned();
        released();
    }

    private void released() {
        Cycle present = cycle;
        if (present.state() == State.DRAINING && !endIfIdle(present)) {
            present.wake(); // somebody may wait for all but its own
        }
    }

    /** Ends a draining cycle if nothing is out; tells whether it has ended. */
    private boolean endIfIdle(Cycle draining) {
        SlotTable slots = table;
        if (slots != null && !slots.all(slot -> slot.net() == 0)) {
            return false;
        }
        if (draining.change(State.DRAINING, State.RUN_DOWN)) {
            if (slots != null) {
                slots.forEach(Slot::freeIfAbandoned);
            }
            draining.wake();
            draining.settle(this);
        }
        return true;
    }

    // run down

    @Override
    public boolean beginRundown() {
        Cycle present = openIfCancelled(cycle);
        boolean begun = present.change(State.OPEN, State.DRAINING);
        if (begun && !endIfIdle(present)) {
            present.wake();
        }
        return begun;
    }

    @Override
    public boolean cancelRundown() {
        Cycle present = cycle;
        if (!present.change(State.DRAINING, State.CANCELLED)) {
            return false;
        }
        openIfCancelled(present);
        present.wake();
        present.settle(this);
        return true;
    }

    /** A cancelled cycle is followed by an open one; whoever comes first puts it there. */
    private Cycle openIfCancelled(Cycle present) {
        if (present.state() != State.CANCELLED) {
            return present;
        }
        CYCLE.compareAndSet(this, present, new Cycle());
        return cycle;
    }

    @Override
    public void reinitialize() {
        Cycle present = cycle;
        State seen = present.state();
        if (seen != State.RUN_DOWN || !CYCLE.compareAndSet(this, present, new Cycle())) {
            throw new IllegalStateException("'" + name + "' cannot be re-initialised: it is " + state() + " with "
                    + inFlight() + " in flight, and must be RUN_DOWN; wait for its run-down first");
        }
    }

    // wait

    @Override
    public void awaitRundown() throws InterruptedException {
        Cycle present = openIfCancelled(cycle);
        await(present, null, () -> isRunDown(present));
    }

    @Override
    public boolean awaitRundown(Duration timeout) throws InterruptedException {
        Cycle present = openIfCancelled(cycle);
        return await(present, timeout, () -> isRunDown(present));
    }

    @Override
    public void waitForRundown() throws InterruptedException {
        failIfHeld();
        beginRundown();
        awaitRundown();
    }

    private boolean isRunDown(Cycle present) {
        if (present.state() == State.RUN_DOWN) {
            return true;
        }
        failIfHeld();
        return false;
    }

    private void failIfHeld() {
        if (isHeldByCurrentThread()) {
            throw new RundownDeadlockException(
                    this, "thread '" + Thread.currentThread().getName() + "' holds a guard itself; close it first");
        }
    }

    @Override
    public boolean awaitOthers(Duration timeout) throws InterruptedException {
        Thread self = Thread.currentThread();
        Cycle present = openIfCancelled(cycle);
        return await(present, timeout, () -> {
            SlotTable slots = table;
            return switch (present.state()) {
                case RUN_DOWN -> true;
                case DRAINING -> slots == null || slots.all(slot -> slot.isOwnedBy(self) || slot.net() == 0);
                case OPEN, CANCELLED -> false;
            };
        });
    }

    /** Waits until the condition holds; without a limit if {@code timeout} is null. */
    private boolean await(Cycle present, @Nullable Duration timeout, BooleanSupplier condition)
            throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        long nanos = timeout == null ? 0 : saturatedNanos(timeout);
        long deadline = System.nanoTime() + nanos;
        Thread self = Thread.currentThread();
        present.addWaiter(self);
        try {
            while (!condition.getAsBoolean()) {
                if (present.state() == State.CANCELLED) {
                    throw new RundownCancelledException(this);
                }
                long left = timeout == null ? Long.MAX_VALUE : deadline - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                LockSupport.parkNanos(this, left);
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
            }
            return true;
        } finally {
            present.removeWaiter(self);
        }
    }

    private static long saturatedNanos(Duration timeout) {
        // half the range, so that adding it to a time of day does not overflow
        return timeout.compareTo(Duration.ofNanos(Long.MAX_VALUE / 2)) > 0
                ? Long.MAX_VALUE / 2
                : Math.max(0, timeout.isNegative() ? 0 : timeout.toNanos());
    }

    @Override
    public CompletionStage<@Nullable Void> whenRundown() {
        return openIfCancelled(cycle).stage(this).minimalCompletionStage();
    }

    // look

    @Override
    public RundownState state() {
        return switch (cycle.state()) {
            case OPEN, CANCELLED -> RundownState.ACTIVE;
            case DRAINING -> RundownState.DRAINING;
            case RUN_DOWN -> RundownState.RUN_DOWN;
        };
    }

    @Override
    public long inFlight() {
        return holders().stream().mapToLong(RundownHolder::count).sum();
    }

    @Override
    public List<RundownHolder> holders() {
        List<RundownHolder> holders = new ArrayList<>();
        SlotTable slots = table;
        // once run down nothing is out; what a slot shows then is an attempt about to be refused
        if (slots != null && cycle.state() != State.RUN_DOWN) {
            slots.forEach(slot -> {
                long net = slot.net();
                if (net > 0) {
                    holders.add(new RundownHolder(slot.ownerThread(), net));
                }
            });
        }
        return List.copyOf(holders);
    }

    @Override
    public boolean isHeldByCurrentThread() {
        Slot slot = ownSlot();
        return slot != null && slot.net() > 0;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String toString() {
        return "'" + name + "' " + state() + ", " + inFlight() + " in flight";
    }

    private @Nullable Slot ownSlot() {
        SlotTable slots = table;
        return slots == null ? null : slots.find(Thread.currentThread());
    }

    private SlotTable table() {
        SlotTable present = table;
        if (present != null) {
            return present;
        }
        SlotTable made = new SlotTable();
        SlotTable raced = (SlotTable) TABLE.compareAndExchange(this, null, made);
        return raced == null ? made : raced;
    }
}
