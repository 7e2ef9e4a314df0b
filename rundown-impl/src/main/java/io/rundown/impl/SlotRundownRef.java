package io.rundown.impl;

import io.rundown.CallGate;
import io.rundown.CallToken;
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
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Run-down protection with one slot a thread.
 *
 * <h2>Layout</h2>
 *
 * <p>A ref has a {@link Cycle}, which says whether it is open, and the cycle has a {@link SlotTable}. A
 * thread counts what it acquires in its own {@link Slot}, so threads that use the ref at the same time
 * do not touch each other's memory. There is no total: whoever wants to know whether anything is out
 * looks at the slots one by one.
 *
 * <h2>Invariant</h2>
 *
 * <p><i>While a cycle is {@link State#DRAINING draining}, a slot that was seen {@linkplain Slot#isIdle()
 * idle} never again has a use.</i> There are four ways to add to a slot, and each is closed: an
 * acquisition stays only if it reads the cycle as open after the addition; a nested entry stays only if
 * the slot was in use already, as seen after the addition and a fence; {@link RundownGuard#share()}
 * keeps its guard out while it adds, and adds to the slot of that guard; a slot is replaced, or
 * changes hands, only when it is idle, and its new owner is subject to the same rules. Additions that
 * do not stay may be seen for a moment; they delay the end and are followed by a release.
 *
 * <p>So when each slot was seen idle once during one draining cycle, nothing is out, though the moments
 * differ. The cycle then goes from draining to run down by compare-and-set, which fails if it was
 * cancelled meanwhile.
 *
 * <h2>Acquire against begin</h2>
 *
 * <p>The acquirer adds to its slot, then reads the state. The drainer sets the state, then reads the
 * slots. Dekker's pattern: if both reads may overtake the writes, both may miss. Two things keep them
 * apart. {@link Barrier.Mode#FENCE}: the addition is an atomic read-modify-write, which is a full fence,
 * and so is the drainer's compare-and-set. {@link Barrier.Mode#MEMBARRIER}: the addition is a release
 * write, the compiler keeps it before the read, and the drainer, between its write and its reads, has
 * every processor execute a full fence at a moment in between. A thread that had read "open" by then had
 * written its slot before, and the fence has made that visible; one that reads later reads "not open".
 * Until that moment has passed the state is {@link State#CLOSING closing} and nobody judges the slots: a
 * third thread, which releases, could otherwise see all slots idle while an addition that will stay is
 * still on its way. A slot, or a part of the table, that the drainer has not seen was put there after it
 * looked, by an atomic read-modify-write in either mode, so its owner reads the state later still.
 *
 * <h2>Release against wait</h2>
 *
 * <p>The releaser writes its slot, then reads the state; if the cycle is draining it looks at all slots
 * itself, after a full fence, and ends the cycle if they are idle. The drainer sets the state and looks.
 * When the releaser finds the cycle open there is no fence between its write and its read, since that
 * would cost every call as much as the acquisition. With {@code MEMBARRIER} nothing can be missed: the
 * drainer's fence falls before the releaser's read, which then sees the state, or after its write, which
 * the drainer then sees. With {@code FENCE} there is a window, as long as a processor keeps a write to
 * itself: the releaser has read "open", and its write comes after the drainer's look. Nobody looks
 * again unless a waiter does, which is what {@link Cycle#await} and, for stages, {@link LateLook} are
 * for: 100 microseconds later at the earliest, then at doubled intervals.
 *
 * <p>A release by another thread than acquired is an atomic read-modify-write and has no such window.
 *
 * <h2>Visibility</h2>
 *
 * <p>A release is a release write, or stronger, of the slot; who ends the cycle has read all slots by
 * volatile reads; waiters read the cycle's state after that. A new cycle is published by a volatile
 * write, and read by each acquirer.
 *
 * <h2>Not handled</h2>
 *
 * <p>A {@link CallToken} that is used twice for one entry is detected only if its thread is not inside by
 * another entry.
 */
final class SlotRundownRef implements CallGate {

    private static final VarHandle CYCLE;

    static {
        try {
            CYCLE = MethodHandles.lookup().findVarHandle(SlotRundownRef.class, "cycle", Cycle.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final String name;
    private volatile Cycle cycle = new Cycle(new SlotTable(this));

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
        Cycle present = openIfCancelled(cycle);
        while (present.isOpen()) { // else it saves a refused caller the claim of a slot
            Slot slot = present.slots.findOrClaim(Thread.currentThread());
            RundownGuard guard = guard(slot, count); // before it counts: there may be no memory for it
            slot.acquire(count);
            if (present.isOpen()) {
                return guard;
            }
            slot.release(count);
            present = openIfCancelled(cycle);
        }
        return null;
    }

    /** A guard for uses that are counted, or about to be, in the slot. */
    RundownGuard guard(Slot slot, int count) {
        return new SlotGuard(slot, count);
    }

    @Override
    public @Nullable CallToken enter() {
        Cycle present = cycle;
        if (present.isOpen()) {
            Slot slot = present.slots.findOrClaim(Thread.currentThread());
            slot.enterCall();
            if (present.isOpen()) {
                return slot;
            }
            slot.undoCall();
        }
        return enterAgain();
    }

    /** Enters if the run-down was cancelled meanwhile, or if the thread is inside already. */
    private @Nullable CallToken enterAgain() {
        Cycle present = openIfCancelled(cycle);
        if (present.isOpen()) {
            return enter();
        }
        Slot slot = present.slots.find(Thread.currentThread());
        if (slot == null || slot.isIdle()) {
            return null; // and callers that try again and again do not make slots look busy
        }
        slot.enterCall();
        VarHandle.fullFence(); // the addition is seen before it is known that the slot was in use
        if (slot.calls() > 1 || slot.guards() > 0) {
            return slot;
        }
        slot.undoCall();
        return null;
    }

    // release

    /** Called after each release, by the thread that released. */
    void released() {
        if (!cycle.seemsOpen()) {
            releasedLate();
        }
    }

    private void releasedLate() {
        VarHandle.fullFence();
        Cycle present = cycle;
        if (present.isBeingDrained() && !endIfIdle(present)) {
            present.wake(); // somebody may wait for all but its own
        }
    }

    /** Ends a draining cycle if nothing is out; tells whether it is run down. */
    boolean endIfIdle(Cycle present) {
        State seen = present.state();
        if (seen != State.DRAINING) {
            return seen == State.RUN_DOWN; // while it closes nobody may judge; who closes it looks later
        }
        if (!present.slots.all(Slot::isIdle)) {
            return false;
        }
        if (present.change(State.DRAINING, State.RUN_DOWN)) {
            present.slots.clear();
            present.wake();
            present.settle(this);
        }
        return true;
    }

    // run down

    @Override
    public boolean beginRundown() {
        return begin(openIfCancelled(cycle));
    }

    private boolean begin(Cycle present) {
        if (!present.change(State.OPEN, State.CLOSING)) {
            return false;
        }
        Barrier.afterClosing();
        if (present.change(State.CLOSING, State.DRAINING) && !endIfIdle(present)) {
            present.wake();
            LateLook.at(this, present);
        }
        return true;
    }

    @Override
    public boolean cancelRundown() {
        Cycle present = cycle;
        if (!present.change(State.DRAINING, State.CANCELLED) && !present.change(State.CLOSING, State.CANCELLED)) {
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
        CYCLE.compareAndSet(this, present, new Cycle(present.slots));
        return cycle;
    }

    @Override
    public void reinitialize() {
        Cycle present = cycle;
        State seen = present.state();
        if (seen != State.RUN_DOWN || !CYCLE.compareAndSet(this, present, new Cycle(new SlotTable(this)))) {
            throw new IllegalStateException("'" + name + "' cannot be re-initialised: it is " + state() + " with "
                    + inFlight() + " in flight, and must be RUN_DOWN; wait for its run-down first");
        }
    }

    // wait

    @Override
    public void awaitRundown() throws InterruptedException {
        awaitEnd(openIfCancelled(cycle), null);
    }

    @Override
    public boolean awaitRundown(Duration timeout) throws InterruptedException {
        return awaitEnd(openIfCancelled(cycle), timeout);
    }

    @Override
    public void waitForRundown() throws InterruptedException {
        failIfHeld();
        Cycle present = openIfCancelled(cycle);
        begin(present);
        awaitEnd(present, null); // of the same cycle: it may be cancelled as soon as it has begun
    }

    private boolean awaitEnd(Cycle present, @Nullable Duration timeout) throws InterruptedException {
        return present.await(this, timeout, () -> isRunDown(present));
    }

    private boolean isRunDown(Cycle present) {
        if (present.state() == State.RUN_DOWN || looksIdle(present)) {
            return true;
        }
        failIfHeld();
        return false;
    }

    /** A waiter's own look, where it may not be told. */
    private boolean looksIdle(Cycle present) {
        return !Barrier.DRAINER_PAYS && endIfIdle(present);
    }

    private void failIfHeld() {
        String path = WaitGraph.pathToCurrentThread(this);
        if (path != null) {
            throw new RundownDeadlockException(this, path);
        }
    }

    @Override
    public boolean awaitOthers(Duration timeout) throws InterruptedException {
        Thread self = Thread.currentThread();
        Cycle present = openIfCancelled(cycle);
        return present.await(this, timeout, () -> switch (present.state()) {
            case RUN_DOWN -> true;
            case DRAINING -> looksIdle(present) || present.slots.all(slot -> slot.isOwnedBy(self) || slot.isIdle());
            case OPEN, CLOSING, CANCELLED -> false;
        });
    }

    @Override
    public CompletionStage<@Nullable Void> whenRundown() {
        Cycle present = openIfCancelled(cycle);
        CompletionStage<@Nullable Void> stage = present.stage(this).minimalCompletionStage();
        LateLook.at(this, present);
        return stage;
    }

    // look

    @Override
    public RundownState state() {
        return switch (cycle.state()) {
            case OPEN, CANCELLED -> RundownState.ACTIVE;
            case CLOSING, DRAINING -> RundownState.DRAINING;
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
        forEachInUse((owner, uses) -> holders.add(new RundownHolder(owner, uses)));
        return List.copyOf(holders);
    }

    List<Thread> holdingThreads() {
        List<Thread> threads = new ArrayList<>();
        forEachInUse((owner, uses) -> {
            if (owner != null) {
                threads.add(owner);
            }
        });
        return threads;
    }

    private void forEachInUse(BiConsumer<@Nullable Thread, Long> action) {
        Cycle present = cycle;
        // once run down nothing is out; what a slot shows then is an attempt about to be refused
        if (present.state() != State.RUN_DOWN) {
            present.slots.forEach(slot -> {
                long uses = slot.inUse();
                if (uses > 0) {
                    action.accept(slot.owner(), uses);
                }
            });
        }
    }

    @Override
    public boolean isHeldByCurrentThread() {
        Slot slot = cycle.slots.find(Thread.currentThread());
        return slot != null && !slot.isIdle();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String toString() {
        return "'" + name + "' " + state() + ", " + inFlight() + " in flight";
    }
}
