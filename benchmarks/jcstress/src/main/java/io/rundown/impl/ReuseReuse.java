package io.rundown.impl;

import io.rundown.proof.subject.Protected;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** Two threads that want to take over the one slot whose thread has ended. */
@JCStressTest
@Outcome(id = "2", expect = Expect.ACCEPTABLE, desc = "both count")
@Outcome(id = ".*", expect = Expect.FORBIDDEN, desc = "a slot was lost")
@State
public class ReuseReuse extends Protected {

    public ReuseReuse() {
        this(new SlotRundownRef("full"));
    }

    private ReuseReuse(SlotRundownRef ref) {
        super(ref);
        Crowd.fillIdle(ref, Crowd.BUT_ONE_LIVING);
    }

    @Actor
    public void first() {
        meet();
        ref.acquire();
    }

    @Actor
    public void second() {
        meet();
        ref.acquire();
    }

    @Arbiter
    public void count(I_Result r) {
        r.r1 = (int) ref.inFlight();
    }
}
