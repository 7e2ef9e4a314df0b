package io.rundown.proof.control;

import static io.rundown.proof.run.BarrierMode.FENCE;
import static io.rundown.proof.run.BarrierMode.MEMBARRIER;

import io.rundown.proof.run.BarrierMode;
import java.util.List;
import java.util.Set;

/** All controls. */
public final class Controls {

    private static final Set<BarrierMode> EVERYWHERE = Set.of(FENCE, MEMBARRIER);

    /**
     * Not wrong by itself. An acquisition takes nanoseconds, and what it must not overlook here takes two barriers of the kernel: only an
     * acquirer that loses its processor in between would meet it.
     */
    private static final Change STALLED_ACQUISITION = new Change(
            "SlotRundownRef",
            "Slot slot = slots.findOrClaim(Thread.currentThread());\n            SlotGuard guard",
            "Slot slot = slots.findOrClaim(Thread.currentThread());\n            io.rundown.proof.subject.Stall.now();\n            SlotGuard guard");

    private Controls() {}

    /** In the order of the guarantees that they break. */
    public static List<Control> all() {
        return List.of(
                control(
                        "acquire-without-fence",
                        "AcquireBegin",
                        Set.of(FENCE),
                        new Change(
                                "Slot",
                                "OWN.getAndAdd(this, count);",
                                "OWN.setRelease(this, (long) OWN.get(this) + count);")),
                control(
                        "enter-without-fence",
                        "EnterBegin",
                        Set.of(FENCE),
                        new Change(
                                "Slot",
                                "ENTERED.getAndAdd(this, 1L);",
                                "ENTERED.setRelease(this, (long) ENTERED.get(this) + 1);")),
                control(
                        "acquire-without-barrier",
                        "AcquireBegin",
                        Set.of(MEMBARRIER),
                        new Change("SlotRundownRef", "Barrier.afterClosing();", "")),
                control(
                        "enter-without-barrier",
                        "EnterBegin",
                        Set.of(MEMBARRIER),
                        new Change("SlotRundownRef", "Barrier.afterClosing();", "")),
                control(
                        "acquire-without-second-look",
                        "AcquireBegin",
                        EVERYWHERE,
                        new Change(
                                "SlotRundownRef",
                                "if (secondLook() == seen) {\n                return guard;",
                                "if (seen != -1) {\n                return guard;")),
                control(
                        "enter-without-second-look",
                        "EnterBegin",
                        EVERYWHERE,
                        new Change(
                                "SlotRundownRef",
                                "if (secondLook() == seen) {\n                return slot;",
                                "if (seen != -1) {\n                return slot;")),
                control(
                        "nested-entry-that-does-not-look",
                        "NestedForeign",
                        EVERYWHERE,
                        new Change(
                                "SlotRundownRef",
                                "if (slot.calls() > 1 || slot.guards() > 0) {",
                                "if (slot != null) {")),
                control(
                        "release-that-does-not-wake",
                        "ReleaseAwait",
                        Set.of(MEMBARRIER), // with fence a waiter looks by itself
                        new Change(
                                "SlotRundownRef", "if (!isOpen((long) WORD.getOpaque(this))) {", "if (word == -1) {")),
                control(
                        "release-that-does-not-wake-who-is-inside",
                        "OthersLeave",
                        Set.of(MEMBARRIER),
                        new Change(
                                "SlotRundownRef",
                                "if (isBeingDrained(word)) {\n            present.wake(); // somebody may wait for all but its own",
                                "if (word == -1) {\n            present.wake();")),
                control(
                        "wait-that-does-not-look-again",
                        "LeaveAwait",
                        Set.of(FENCE),
                        new Change(
                                "SlotRundownRef", "if (!isOpen((long) WORD.getOpaque(this))) {", "if (word == -1) {"),
                        new Change(
                                "Cycle",
                                "long pause = Barrier.DRAINER_PAYS ? Long.MAX_VALUE : FIRST_PAUSE_NANOS;",
                                "long pause = Long.MAX_VALUE;"),
                        new Change(
                                "Cycle",
                                "pause = Barrier.DRAINER_PAYS ? pause : Math.min(PAUSE_GROWTH * pause, LONGEST_PAUSE_NANOS);",
                                "")),
                control(
                        "drainer-that-overlooks-guards",
                        "ForeignClose",
                        EVERYWHERE,
                        new Change("Slot", "return guards() == 0 && calls() == 0;", "return calls() == 0;")),
                control(
                        "kept-guard-that-is-looked-at-first",
                        "KeepLeave",
                        EVERYWHERE,
                        new Change(
                                "SlotTable",
                                "        if (from < FIRST_VISITOR) {\n",
                                "        Slot last = nobodys;\n        if (last != null && !condition.test(last)) {\n            return 0;\n        }\n        if (from < FIRST_VISITOR) {\n"),
                        new Change(
                                "SlotTable",
                                "        Slot last = nobodys;\n        return last == null || condition.test(last) ? NONE : NOBODYS;",
                                "        return NONE;")),
                control(
                        "stage-that-nobody-settles",
                        "WhenRundown",
                        EVERYWHERE,
                        new Change(
                                "SlotRundownRef",
                                "ending.wake();\n                ending.settle(this);",
                                "ending.wake();")),
                control(
                        "share-without-pin",
                        "ShareBegin",
                        EVERYWHERE,
                        new Change(
                                "SlotGuard",
                                "compareAndSet(this, before, before + 1)",
                                "compareAndSet(this, before, before)"),
                        new Change("SlotGuard", "(int) STATE.getAndAdd(this, -1) == (CLOSED | 1)", "slot == null")),
                control(
                        "share-that-forgets-the-close",
                        "ShareClose",
                        EVERYWHERE,
                        new Change(
                                "SlotGuard",
                                "(int) STATE.getAndAdd(this, -1) == (CLOSED | 1)",
                                "(int) STATE.getAndAdd(this, -1) == 7")),
                control(
                        "close-that-is-not-atomic",
                        "CloseClose",
                        EVERYWHERE,
                        new Change(
                                "SlotGuard",
                                "if (STATE.compareAndSet(this, 0, CLOSED) || (int) STATE.getAndBitwiseOr(this, CLOSED) == 0) {",
                                "if (state == 0) {\n            state = CLOSED;")),
                control(
                        "begin-that-is-not-atomic",
                        "BeginBegin",
                        EVERYWHERE,
                        new Change(
                                "SlotRundownRef",
                                "if (!change(open, CLOSING)) {\n            return false;\n        }",
                                "word = StateWord.withPhase(open, CLOSING);")),
                control(
                        "end-that-overwrites-a-cancellation",
                        "CancelRelease",
                        EVERYWHERE,
                        new Change(
                                "SlotRundownRef",
                                "areIdle(seen, judged, ending, from) && change(seen, RUN_DOWN)) {",
                                "areIdle(seen, judged, ending, from)) {\n                word = StateWord.withPhase(seen, RUN_DOWN);")),
                control(
                        "cancellation-that-tells-nobody",
                        "CancelAwait",
                        EVERYWHERE,
                        new Change("SlotRundownRef", "cancelled.end(End.CANCELLED);", "")),
                control(
                        "cancellation-that-passes-on-what-was-idle",
                        "CancelAcquire",
                        EVERYWHERE,
                        new Change(
                                "SlotRundownRef",
                                "cancelled.end(End.CANCELLED);\n",
                                "cancelled.end(End.CANCELLED);\n        opened.noteSeenIdle(cancelled.seenIdle());\n")),
                control(
                        "epoch-that-stands-still",
                        "ReinitializeAcquire",
                        EVERYWHERE,
                        new Change(
                                "StateWord",
                                "return withPhase(word, OPEN) + (1L << PHASE_BITS);",
                                "return withPhase(word, OPEN);"),
                        STALLED_ACQUISITION),
                control(
                        "opening-before-it-is-ready",
                        "ReinitializeAcquire",
                        EVERYWHERE,
                        new Change(
                                "SlotRundownRef",
                                "        cycle.end(End.RUN_DOWN);\n        slots = empty;\n        cycle = opened;\n        word = StateWord.nextOpen(seen);",
                                "        Cycle ended = cycle;\n        word = StateWord.nextOpen(seen);\n        io.rundown.proof.subject.Stall.now();\n        ended.end(End.RUN_DOWN);\n        slots = empty;\n        cycle = opened;")),
                control(
                        "opening-that-nobody-need-see",
                        "ReinitializeSight",
                        EVERYWHERE,
                        new Change(
                                "SlotRundownRef",
                                "if (!isOpen(seen)) {\n                return null; // and a refused caller claims no slot\n            }",
                                "")),
                control(
                        "end-of-a-cycle-by-the-state-of-another",
                        "ReinitializeAwait",
                        EVERYWHERE,
                        new Change(
                                "SlotRundownRef",
                                "phase(seen) == RUN_DOWN && asked == cycle && word == seen",
                                "StateWord.isRunDown(seen) && asked == cycle")),
                control(
                        "wait-for-a-cycle-that-it-did-not-begin",
                        "ReinitializeWait",
                        EVERYWHERE,
                        new Change(
                                "SlotRundownRef",
                                "if (isOpen(seen) ? begin(seen) : isOfItsCycle(seen) && word == seen) {",
                                "if (isOpen(seen) ? begin(seen) : present != null) {")),
                control(
                        "carried-work-that-is-refused",
                        "CarryBegin",
                        EVERYWHERE,
                        new Change(
                                "SlotRundownRef", "return carried == null ? null : carried.enter();", "return null;")),
                control(
                        "growth-that-is-not-atomic",
                        "GrowGrow",
                        EVERYWHERE,
                        new Change(
                                "SlotTable",
                                "SlotTable raced = (SlotTable) NEXT.compareAndExchange(this, null, made);\n        return raced == null ? made : raced;",
                                "next = made;\n        return made;")),
                control(
                        "growth-that-the-drainer-overlooks",
                        "GrowAcquire",
                        EVERYWHERE,
                        new Change("SlotTable", "begin += part.places.length;", "return NONE;")),
                control(
                        "place-that-is-taken-by-two",
                        "ReuseReuse",
                        EVERYWHERE,
                        new Change(
                                "SlotTable",
                                "if (PLACE.compareAndSet(places, index(number + probe), present, made)) {\n                    return made;\n                }\n                probe--; // look again at what came there",
                                "PLACE.setVolatile(places, index(number + probe), made);\n                return made;")),
                control(
                        "place-that-is-taken-while-in-use",
                        "ReuseClose",
                        EVERYWHERE,
                        new Change("Slot", "return hasEnded(owner()) && isIdle();", "return hasEnded(owner());")),
                control(
                        "replaced-slot-without-fence",
                        "ReuseBegin",
                        Set.of(FENCE),
                        new Change(
                                "Slot",
                                "OWN.getAndAdd(this, count);",
                                "io.rundown.proof.subject.Stall.later();\n            OWN.setRelease(this, (long) OWN.get(this) + count);")),
                control(
                        "visitor-that-is-let-in-twice",
                        "VisitorClaim",
                        EVERYWHERE,
                        new Change(
                                "VisitorSlot",
                                "return OWNER.compareAndSet(this, present, thread);",
                                "owner = thread;\n        return true;")),
                control(
                        "return-that-takes-the-slot-from-the-next",
                        "VisitorReturn",
                        EVERYWHERE,
                        new Change("VisitorSlot", "OWNER.compareAndSet(this, present, null);", "owner = null;")));
    }

    private static Control control(String name, String test, Set<BarrierMode> modes, Change... changes) {
        return new Control(name, test, modes, List.of(changes));
    }
}
