package io.rundown.impl;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** Two visitors claim the same slot, whose owner has ended: one gets it. */
@JCStressTest
@Outcome(id = "true, false", expect = Expect.ACCEPTABLE, desc = "the first")
@Outcome(id = "false, true", expect = Expect.ACCEPTABLE, desc = "the second")
@Outcome(id = ".*", expect = Expect.FORBIDDEN, desc = "both or none")
@State
public class VisitorClaim {

    private final VisitorSlot slot =
            new VisitorSlot(new SlotRundownRef("visited"), Crowd.DEAD.get(0), Crowd.FIRST_PART);

    @Actor
    public void first(ZZ_Result r) {
        r.r1 = claim();
    }

    @Actor
    public void second(ZZ_Result r) {
        r.r2 = claim();
    }

    /** Uses the slot at once: who has done so keeps it, though its thread may end before the other looks. */
    private boolean claim() {
        boolean claimed = slot.claim(Thread.currentThread());
        if (claimed) {
            slot.acquire(1);
        }
        return claimed;
    }
}
