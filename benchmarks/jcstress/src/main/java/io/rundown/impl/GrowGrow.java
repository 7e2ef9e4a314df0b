package io.rundown.impl;

import io.rundown.proof.subject.Protected;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** Two threads for which the table must grow. */
@JCStressTest
@Outcome(id = "2", expect = Expect.ACCEPTABLE, desc = "both count")
@Outcome(id = ".*", expect = Expect.FORBIDDEN, desc = "a slot was lost")
@State
public class GrowGrow extends Protected {

    public GrowGrow() {
        this(new SlotRundownRef("full"));
    }

    private GrowGrow(SlotRundownRef ref) {
        super(ref);
        Crowd.fillIdle(ref, Crowd.LIVING);
    }

    @Actor
    public void first() {
        ref.acquire();
    }

    @Actor
    public void second() {
        ref.acquire();
    }

    @Arbiter
    public void count(I_Result r) {
        r.r1 = (int) ref.inFlight();
    }
}
