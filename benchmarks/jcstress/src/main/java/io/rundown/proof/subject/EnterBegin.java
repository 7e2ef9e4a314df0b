package io.rundown.proof.subject;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IZ_Result;

/** A call against the beginning of a run-down: who is inside, sees nothing freed. */
@JCStressTest
@Outcome(id = "0, true", expect = Expect.ACCEPTABLE, desc = "refused, then freed")
@Outcome(id = "1, true", expect = Expect.ACCEPTABLE, desc = "inside, then freed")
@Outcome(id = "2, .*", expect = Expect.FORBIDDEN, desc = "freed under a call")
@Outcome(id = ".*, false", expect = Expect.FORBIDDEN, desc = "the run-down does not end")
@State
public class EnterBegin extends Protected {

    @Actor
    public void user(IZ_Result r) {
        meetIfApart();
        r.r1 = enterAndLook();
    }

    @Actor
    public void drainer() {
        meetIfApart();
        ref.beginRundown();
        freeIfRunDown();
    }

    @Arbiter
    public void end(IZ_Result r) {
        r.r2 = ends();
    }
}
