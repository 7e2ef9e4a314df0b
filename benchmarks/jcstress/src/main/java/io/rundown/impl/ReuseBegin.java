package io.rundown.impl;

import io.rundown.proof.subject.Protected;
import java.util.List;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IZ_Result;

/** A guard in a slot that is taken over, against the beginning of a run-down. */
@JCStressTest
@Outcome(id = "0, true", expect = Expect.ACCEPTABLE, desc = "refused, then freed")
@Outcome(id = "1, true", expect = Expect.ACCEPTABLE, desc = "held, then freed")
@Outcome(id = "2, .*", expect = Expect.FORBIDDEN, desc = "freed under a guard")
@Outcome(id = ".*, false", expect = Expect.FORBIDDEN, desc = "the run-down does not end")
@State
public class ReuseBegin extends Protected {

    public ReuseBegin() {
        super(new SlotRundownRef("reused"));
    }

    /** The place that it takes over is the only one that is filled: so the drainer is there in no time. */
    @Actor
    public void user(IZ_Result r) {
        Crowd.fillIdle((SlotRundownRef) ref, List.of(Crowd.deadInPlaceOf(Thread.currentThread())));
        meet();
        r.r1 = acquireAndLook();
    }

    @Actor
    public void drainer() {
        meet();
        ref.beginRundown();
        freeIfRunDown();
    }

    @Arbiter
    public void end(IZ_Result r) {
        r.r2 = ends();
    }
}
