package io.rundown.impl;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** The last guard of a visitor that has ended is closed by another thread, while a third one wants the slot. */
@JCStressTest
@Outcome(id = "true, true", expect = Expect.ACCEPTABLE, desc = "taken over, and nobody else's")
@Outcome(id = "false, false", expect = Expect.ACCEPTABLE, desc = "looked at too early: it is free afterwards")
@Outcome(id = "true, false", expect = Expect.FORBIDDEN, desc = "taken over, and taken away again")
@Outcome(id = "false, true", expect = Expect.FORBIDDEN, desc = "never free again")
@State
public class VisitorReturn {

    private final VisitorSlot slot =
            new VisitorSlot(new SlotRundownRef("visited"), Crowd.DEAD.get(0), Crowd.FIRST_PART);

    public VisitorReturn() {
        slot.acquire(1);
    }

    @Actor
    public void closer() {
        slot.giveBack(1);
    }

    @Actor
    public void visitor(ZZ_Result r) {
        r.r1 = slot.claim(Thread.currentThread());
        if (r.r1) {
            slot.acquire(1);
        }
    }

    @Arbiter
    public void owned(ZZ_Result r) {
        r.r2 = !slot.claim(Crowd.LIVING.get(0));
    }
}
