package io.rundown.impl;

import io.rundown.proof.subject.Protected;
import java.util.List;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** A thread that looks for a slot to take over while the guards of ended threads are closed. */
@JCStressTest
@Outcome(id = "7", expect = Expect.ACCEPTABLE, desc = "six guards and the new one")
@Outcome(id = ".*", expect = Expect.FORBIDDEN, desc = "a slot was taken over that was in use")
@State
public class ReuseClose extends Protected {

    private final List<Slot> slots;

    public ReuseClose() {
        this(new SlotRundownRef("full"));
    }

    private ReuseClose(SlotRundownRef ref) {
        super(ref);
        this.slots = Crowd.fill(ref, Crowd.DEAD);
    }

    @Actor
    public void user() {
        ref.acquire();
    }

    @Actor
    public void closer() {
        slots.get(0).giveBack(1);
        slots.get(1).giveBack(1);
    }

    @Arbiter
    public void count(I_Result r) {
        r.r1 = (int) ref.inFlight();
    }
}
