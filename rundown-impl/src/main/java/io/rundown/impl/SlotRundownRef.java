package io.rundown.impl;

import static io.rundown.impl.StateWord.CANCELLING;
import static io.rundown.impl.StateWord.CLOSING;
import static io.rundown.impl.StateWord.DRAINING;
import static io.rundown.impl.StateWord.OPEN;
import static io.rundown.impl.StateWord.REINITIALIZING;
import static io.rundown.impl.StateWord.RUN_DOWN;
import static io.rundown.impl.StateWord.isBeingDrained;
import static io.rundown.impl.StateWord.isOpen;
import static io.rundown.impl.StateWord.phase;

import io.rundown.CallGate;
import io.rundown.CallToken;
import io.rundown.RundownDeadlockException;
import io.rundown.RundownGuard;
import io.rundown.RundownHolder;
import io.rundown.RundownState;
import io.rundown.impl.Cycle.End;
import io.rundown.spi.ThreadKey;
import io.rundown.spi.ThreadView;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Run-down protection with one slot a thread.
 *
 * <h2>Layout</h2>
 *
 * <p>A ref has a {@linkplain StateWord state}, a {@link SlotTable}, and a {@link Cycle} for those who
 * wait. A thread counts what it acquires in its own {@link Slot}, so threads that use the ref at the
 * same time do not touch each other's memory. There is no total: whoever wants to know whether anything
 * is out looks at the slots one by one.
 *
 * <p>Table and cycle belong to an epoch. They are replaced only by the one thread that opens the next,
 * before it does so: so whoever reads the same state before and after has used those of its epoch. A
 * cancelled run-down passes its table on; after a completed one the ref starts with an empty one.
 *
 * <h2>Invariant</h2>
 *
 * <p><i>While a ref is {@link StateWord#DRAINING draining}, a slot that was seen {@linkplain Slot#isIdle()
 * idle} never again has a use, except nobody's.</i> There are four ways to add to a slot, and each is closed: an
 * acquisition stays only if it reads the same open state after the addition as before; a nested one stays only if
 * the slot was in use already, as seen after the addition and a fence; {@link RundownGuard#share()}
 * keeps its guard out while it adds, and adds to the slot of that guard; a slot is replaced, or
 * changes hands, only when it is idle, and its new owner is subject to the same rules. Additions that
 * do not stay may be seen for a moment; they delay the end and are followed by a release.
 *
 * <p>The slot that is nobody's has the guards that count for no thread: those of {@link #keep()}, and what
 * {@link CarriedGuard} takes along. It is added to only while a slot is in use, another or itself, as seen
 * after the addition or by a guard that is kept out meanwhile. It is looked at last, and again at each
 * look: when all others have been seen idle, only what is in it can add to it, so once it is seen idle
 * nothing adds to it either.
 *
 * <p>So when each slot was seen idle once during one draining epoch, nobody's last, nothing is out, though the
 * moments differ. The state then goes from draining to run down by compare-and-set, which fails if it was
 * cancelled meanwhile. Nobody needs to look twice at the same slot, either: a {@link Cycle} notes up to
 * where all slots were seen idle while its ref was draining, which keeps a drain of many linear.
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
 * Until that moment has passed the state is {@link StateWord#CLOSING closing} and nobody judges the slots: a
 * third thread, which releases, could otherwise see all slots idle while an addition that will stay is
 * still on its way. A slot, or a part of the table, that the drainer has not seen was put there after it
 * looked, by an atomic read-modify-write in either mode, so its owner reads the state later still.
 *
 * <h2>Release against wait</h2>
 *
 * <p>The releaser writes its slot, then reads the state; if the ref is draining it looks at all slots
 * itself, after a full fence, and ends the run-down if they are idle. The drainer sets the state and looks.
 * When the releaser finds the ref open there is no fence between its write and its read, since that
 * would cost every call as much as the acquisition. With {@code MEMBARRIER} nothing can be missed: the
 * drainer's fence falls before the releaser's read, which then sees the state, or after its write, which
 * the drainer then sees. With {@code FENCE} there is a window, as long as a processor keeps a write to
 * itself: the releaser has read "open", and its write comes after the drainer's look. So those who want
 * to know look again: waiters in {@link Cycle#await}, {@link LateLook} for stages, both 100 microseconds later
 * at the earliest, then at ten times longer intervals; and whoever asks for the {@linkplain #state() state}.
 *
 * <p>A release by another thread than acquired is an atomic read-modify-write. Where that is a full fence, as on x86, it has no such window.
 *
 * <h2>Visibility</h2>
 *
 * <p>A release is a release write, or stronger, of the slot; who ends the run-down has read all slots by
 * volatile reads; waiters read the state, or the cycle's end, after that. The state that opens the ref is
 * written by a volatile write, and read by each acquirer.
 *
 * <h2>Not handled</h2>
 *
 * <p>A {@link CallToken} that is used twice for one entry is detected only if its thread is not inside by
 * another entry.
 *
 * <p>An {@link OutOfMemoryError} or {@link StackOverflowError} that strikes inside an acquisition, after the addition, or inside a release
 * leaves its use counted, and inside the few instructions of a transition leaves the ref in that transition: drains then wait for
 * nothing, and none ends too early.
 */
final class SlotRundownRef implements CallGate {

    private static final VarHandle WORD;
    private static final VarHandle LEAKED;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            WORD = lookup.findVarHandle(SlotRundownRef.class, "word", long.class);
            LEAKED = lookup.findVarHandle(SlotRundownRef.class, "leaked", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
        // a call that comes when the bundle of this class has gone must still be refused, and not miss a class
        CarriedGuard.load();
        ThreadView.load();
    }

    private final String name;

    /** See {@link StateWord}. */
    private volatile long word = OPEN;

    private volatile SlotTable slots = new SlotTable(this);
    private volatile Cycle cycle = new Cycle();
    private volatile long leaked;

    SlotRundownRef(String name) {
        this.name = name;
    }

    private boolean change(long from, int toPhase) {
        return WORD.compareAndSet(this, from, StateWord.withPhase(from, toPhase));
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
        while (true) {
            long seen = (long) WORD.getAcquire(this);
            if (!isOpen(seen)) {
                return null; // and a refused caller claims no slot
            }
            Slot slot = slots.findOrClaim(Thread.currentThread());
            SlotGuard guard = guard(slot, count); // before it counts: there may be no memory for it
            slot.beforeGuard();
            slot.acquire(count);
            guard.counted();
            if (secondLook() == seen) {
                return guard;
            }
            guard.close(); // not the slot alone: a guard that is watched would count as lost
        }
    }

    /**
     * The state after an addition. With {@code FENCE} both are volatile accesses, which the memory model
     * puts in one order with those of the drainer, on any machine.
     */
    private long secondLook() {
        return Barrier.DRAINER_PAYS ? (long) WORD.getAcquire(this) : (long) WORD.getVolatile(this);
    }

    /** A guard for uses that are about to be counted in the slot; to be told when they are. */
    SlotGuard guard(Slot slot, int count) {
        return LeakDetection.watchesNext() ? new WatchedGuard(slot, count) : new SlotGuard(slot, count);
    }

    /** Called when a guard was found to be garbage unclosed, before it is released. */
    void countLeak() {
        LEAKED.getAndAdd(this, 1L);
    }

    @Override
    public @Nullable CallToken enter() {
        while (true) {
            long seen = (long) WORD.getAcquire(this);
            if (!isOpen(seen)) {
                return enterAgain();
            }
            Slot slot = slots.findOrClaim(Thread.currentThread());
            slot.enterCall();
            if (secondLook() == seen) {
                return slot;
            }
            slot.undoCall();
        }
    }

    /** Enters a ref that is not open, if the thread is inside already. */
    private @Nullable CallToken enterAgain() {
        Slot slot = slots.find(Thread.currentThread());
        if (slot != null && !slot.isIdle()) { // so callers that try again and again do not make it look busy
            slot.enterCall();
            VarHandle.fullFence(); // the addition is seen before it is known that the slot was in use
            if (slot.calls() > 1 || slot.guards() > 0) {
                return slot;
            }
            slot.undoCall();
        }
        CarriedGuard carried = CarriedGuard.of(this);
        return carried == null ? null : carried.enter();
    }

    /**
     * Counts in the slot that nobody owns: what comes later is no use of the thread that waits for it.
     * That slot is looked at last, so whoever sees it idle has seen all others idle before; and it was
     * added to while another was in use.
     */
    @Override
    public RundownGuard keep() {
        Slot nobodys = slots.nobodys();
        SlotGuard guard = guard(nobodys, 1);
        nobodys.share();
        guard.counted();
        boolean held = false;
        try {
            held = isHeldByCurrentThread(); // looked at after the addition: so it was held at the addition
        } finally {
            if (!held) {
                guard.close();
            }
        }
        if (held) {
            return guard;
        }
        throw new IllegalStateException("the thread is not inside '" + name + "', and can keep nothing of it");
    }

    // release

    /** Called after each release, by the thread that released. */
    void released() {
        if (!isOpen((long) WORD.getOpaque(this))) {
            releasedLate();
        }
    }

    private void releasedLate() {
        VarHandle.fullFence();
        endIfIdle();
        Cycle present = cycle;
        if (isBeingDrained(word)) {
            present.wake(); // somebody may wait for all but its own
        }
    }

    /** Ends the run-down if it has begun and nothing is out. */
    void endIfIdle() {
        long seen = word;
        // while it is closing nobody may judge; who closes it looks later
        if (phase(seen) == DRAINING) {
            SlotTable judged = slots;
            Cycle ending = cycle;
            long from = ending.seenIdle();
            if (word == seen && areIdle(seen, judged, ending, from) && change(seen, RUN_DOWN)) {
                ending.end(End.RUN_DOWN);
                judged.clear();
                ending.wake();
                ending.settle(this);
            }
        }
    }

    /** Looks from a position on, and notes for the next one who looks how far it got in the same state. */
    private boolean areIdle(long seen, SlotTable judged, Cycle ending, long from) {
        long busy = judged.firstExcept(from, Slot::isIdle);
        if (busy != SlotTable.NONE && busy != from && word == seen) {
            ending.noteSeenIdle(busy);
        }
        return busy == SlotTable.NONE;
    }

    // run down

    @Override
    public boolean beginRundown() {
        long seen = word;
        return isOpen(seen) && begin(seen);
    }

    /** Begins the run-down of exactly this epoch. */
    private boolean begin(long open) {
        if (!change(open, CLOSING)) {
            return false;
        }
        Cycle begun = cycle;
        Barrier.afterClosing();
        long closing = StateWord.withPhase(open, CLOSING);
        if (change(closing, DRAINING)) {
            endIfIdle();
            begun.wake(); // somebody may wait for all but its own
            LateLook.at(this, begun);
        }
        return true;
    }

    @Override
    public boolean cancelRundown() {
        Cycle opened = new Cycle();
        long seen;
        do {
            seen = word;
            if (!isBeingDrained(seen)) {
                return false;
            }
        } while (!change(seen, CANCELLING));
        Cycle cancelled = cycle;
        cancelled.end(End.CANCELLED);
        cycle = opened;
        word = StateWord.nextOpen(seen);
        cancelled.wake();
        cancelled.settle(this);
        return true;
    }

    @Override
    public void reinitialize() {
        lookWhetherReleaseWasMissed();
        SlotTable empty = new SlotTable(this);
        Cycle opened = new Cycle();
        long seen = word;
        if (phase(seen) != RUN_DOWN || !change(seen, REINITIALIZING)) {
            throw new IllegalStateException(
                    phase(seen) == RUN_DOWN || phase(seen) == REINITIALIZING
                            ? "'" + name + "' is being re-initialised by another thread"
                            : "'" + name + "' cannot be re-initialised: it is " + state(seen) + " with " + inFlight()
                                    + " in flight, and must be RUN_DOWN; wait for its run-down first");
        }
        cycle.end(End.RUN_DOWN);
        slots = empty;
        cycle = opened;
        word = StateWord.nextOpen(seen);
    }

    // wait

    @Override
    public void awaitRundown() throws InterruptedException {
        awaitEnd(cycle, null);
    }

    @Override
    public boolean awaitRundown(Duration timeout) throws InterruptedException {
        return awaitEnd(cycle, Objects.requireNonNull(timeout, "timeout"));
    }

    @Override
    public void waitForRundown() throws InterruptedException {
        failIfHeld();
        awaitEnd(beginOrJoin(), null);
    }

    /**
     * Begins a run-down, or finds the one that goes on or has ended, and gives its cycle: that of the same
     * epoch, whatever other threads do meanwhile.
     */
    private Cycle beginOrJoin() {
        while (true) {
            long seen = word;
            Cycle present = cycle;
            if (isOpen(seen) ? begin(seen) : isOfItsCycle(seen) && word == seen) {
                return present;
            }
            Thread.onSpinWait(); // it is about to be opened, or was just now
        }
    }

    /** Whether the cycle that the ref has in this state is that of the state's epoch. */
    private static boolean isOfItsCycle(long seen) {
        return phase(seen) != CANCELLING && phase(seen) != REINITIALIZING;
    }

    private boolean awaitEnd(Cycle awaited, @Nullable Duration timeout) throws InterruptedException {
        boolean looksOnly = timeout != null && (timeout.isZero() || timeout.isNegative());
        return awaited.await(this, timeout, looksOnly ? () -> lookForEnd(awaited) : new EndLook(awaited));
    }

    /**
     * What a waiter looks at. A circle of waits is seen by the last one to enter it, at its first look. Only code that runs inside a wait can
     * close one later, so it is looked for more and more seldom: every release wakes the waiter, and the search takes in all who hold the ref.
     */
    private final class EndLook implements BooleanSupplier {
        private final Cycle awaited;
        private long looks;

        EndLook(Cycle awaited) {
            this.awaited = awaited;
        }

        @Override
        public boolean getAsBoolean() {
            looks++;
            return lookForEnd(awaited) || (Long.bitCount(looks) == 1 && lookForCircle(awaited));
        }
    }

    /**
     * A waiter's look at who holds the ref. Whoever holds it once the awaited cycle has ended holds it in a
     * later one, and the wait is over.
     *
     * @return whether the cycle ended by being run down meanwhile
     * @throws RundownDeadlockException if the wait cannot end
     */
    private boolean lookForCircle(Cycle awaited) {
        String path = WaitGraph.pathToCurrentThread(this);
        if (path != null && !hasEnded(awaited)) {
            throw new RundownDeadlockException(this, path);
        }
        return endOf(awaited) == End.RUN_DOWN;
    }

    /** A waiter's look: whether the cycle ended by being run down. */
    private boolean lookForEnd(Cycle awaited) {
        if (!Barrier.DRAINER_PAYS) {
            endIfIdle(); // a release may not have been told
        }
        return endOf(awaited) == End.RUN_DOWN;
    }

    /**
     * How a cycle ended, also if the thread that ended it has not come to say so. Judged by the state only
     * between two looks at the same one, in which the cycle is that of the state's epoch: who opens the
     * next puts its cycle in place before it does so.
     */
    private @Nullable End endOf(Cycle asked) {
        long seen = word;
        if (asked.end() == null && phase(seen) == RUN_DOWN && asked == cycle && word == seen) {
            asked.end(End.RUN_DOWN);
        }
        return asked.end();
    }

    /** Whether a cycle has ended, in whichever way. */
    boolean hasEnded(Cycle asked) {
        return endOf(asked) != null;
    }

    private void failIfHeld() {
        String path = WaitGraph.pathToCurrentThread(this);
        if (path != null) {
            throw new RundownDeadlockException(this, path);
        }
    }

    @Override
    public boolean awaitOthers(Duration timeout) throws InterruptedException {
        Cycle present = cycle;
        Objects.requireNonNull(timeout, "timeout");
        return present.await(this, timeout, () -> lookForEnd(present) || isLeftToCurrentThread(present));
    }

    /** Whether the calling thread holds the ref, by what it counts or carries, and nobody else does. */
    private boolean isLeftToCurrentThread(Cycle asked) {
        Thread self = Thread.currentThread();
        long seen = word;
        return phase(seen) == DRAINING
                && isHeldByCurrentThread()
                && slots.firstExcept(asked.seenIdle(), slot -> isLeftTo(self, slot)) == SlotTable.NONE
                && asked == cycle
                && seen == word;
    }

    private boolean isLeftTo(Thread self, Slot slot) {
        return slot.isOwnedBy(self)
                || slot.isIdle()
                || (slots.isNobodys(slot) && slot.inUse() == CarriedGuard.count(self, this));
    }

    @Override
    public CompletionStage<@Nullable Void> whenRundown() {
        Cycle present = cycle;
        CompletionStage<@Nullable Void> stage = present.stage();
        if (endOf(present) != null) {
            present.settle(this);
        } else {
            LateLook.at(this, present);
        }
        return stage;
    }

    /** Whether this is the cycle whose run-down has begun and not ended. */
    boolean isDraining(Cycle asked) {
        return isBeingDrained(word) && asked == cycle && asked.end() == null;
    }

    // look

    @Override
    public RundownState state() {
        lookWhetherReleaseWasMissed();
        return state(word);
    }

    /** For those who neither wait nor have a stage: see "Release against wait". */
    private void lookWhetherReleaseWasMissed() {
        if (!Barrier.DRAINER_PAYS) {
            endIfIdle();
        }
    }

    /** Whether the run-down has been ended by now; nobody is made to end it by this look. */
    boolean isRunDown() {
        return StateWord.isRunDown(word);
    }

    private static RundownState state(long seen) {
        return switch (phase(seen)) {
            case OPEN -> RundownState.ACTIVE;
            case CLOSING, DRAINING, CANCELLING -> RundownState.DRAINING;
            default -> RundownState.RUN_DOWN;
        };
    }

    @Override
    public long inFlight() {
        LongAdder sum = new LongAdder();
        forEachInUse((owner, uses) -> sum.add(uses));
        return sum.sum();
    }

    @Override
    public List<RundownHolder> holders() {
        List<RundownHolder> holders = new ArrayList<>();
        Map<ThreadKey, Long> present = new LinkedHashMap<>(); // a thread may have a slot and carry a guard besides
        forEachInUse((owner, uses) -> {
            if (owner == null) {
                holders.add(new RundownHolder(null, uses));
            } else {
                present.merge(ThreadKey.of(owner), uses, Long::sum);
            }
        });
        present.forEach((owner, uses) -> holders.add(new RundownHolder(owner.thread(), uses)));
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
        // once run down nothing is out; what a slot shows then is an attempt about to be refused
        if (isRunDown()) {
            return;
        }
        SlotTable table = slots;
        long carried = CarriedGuard.forEachOf(this, action);
        table.forEach(slot -> {
            long uses = slot.inUse() - (table.isNobodys(slot) ? carried : 0);
            if (uses > 0) {
                action.accept(slot.owner(), uses);
            }
        });
    }

    /** Whether a thread holds the ref; an estimate if it is not the calling one. */
    boolean isHeldBy(Thread thread) {
        return holdingThreads().stream().anyMatch(holder -> holder == thread);
    }

    /** For tests. */
    SlotTable slots() {
        return slots;
    }

    @Override
    public boolean isHeldByCurrentThread() {
        Slot slot = slots.find(Thread.currentThread());
        return (slot != null && !slot.isIdle()) || CarriedGuard.of(this) != null;
    }

    @Override
    public long leakedGuards() {
        return leaked;
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
