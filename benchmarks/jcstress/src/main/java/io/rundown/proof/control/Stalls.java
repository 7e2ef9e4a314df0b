package io.rundown.proof.control;

import io.rundown.proof.run.BarrierMode;
import java.util.List;
import java.util.Set;

/**
 * The implementation as it is, with a pause of random length at each place where a thread may lose its processor to the effect that something
 * else happens in between. No test may see the difference. Without them what takes nanoseconds is hardly ever met by what takes a system call.
 */
public final class Stalls {

    private static final String STALL = "io.rundown.proof.subject.Stall.now();\n            ";

    private Stalls() {}

    /** The variant, to be seen by all tests. */
    public static Control everywhere() {
        return new Control(
                "stalls",
                ".*",
                Set.of(BarrierMode.values()),
                List.of(
                        before("Slot slot = slots.findOrClaim(Thread.currentThread());\n            SlotGuard"),
                        before("slot.acquire(count);"),
                        before("guard.counted();\n            if (secondLook() == seen) {"),
                        before(
                                "Slot slot = slots.findOrClaim(Thread.currentThread());\n            slot.enterCall();\n"),
                        before("if (secondLook() == seen) {\n                return slot;"),
                        before("VarHandle.fullFence(); // the addition"),
                        before("nobodys.share();"),
                        before("if (!isOpen((long) WORD.getOpaque(this))) {\n            releasedLate();"),
                        before("endIfIdle();\n        Cycle present = cycle;"),
                        before("Cycle ending = cycle;"),
                        before("ending.end(End.RUN_DOWN);\n                judged"),
                        before("Barrier.afterClosing();"),
                        before("long closing = StateWord.withPhase(open, CLOSING);"),
                        before("Cycle cancelled = cycle;"),
                        before("cycle = opened;\n        word = StateWord.nextOpen(seen);\n        cancelled"),
                        before("cycle.end(End.RUN_DOWN);\n        slots = empty;"),
                        new Change(
                                "SlotTable",
                                "if (PLACE.compareAndSet(places, index(number + probe), present, made)) {",
                                STALL + "if (PLACE.compareAndSet(places, index(number + probe), present, made)) {")));
    }

    private static Change before(String place) {
        return new Change("SlotRundownRef", place, STALL + place);
    }
}
