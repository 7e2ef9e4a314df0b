package io.rundown.proof.subject;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IZI_Result;

/** The end of the last call against a wait: the waiter returns, and sees what was done in the call. */
@JCStressTest
@Outcome(id = "0, true, 0", expect = Expect.ACCEPTABLE, desc = "refused, so nothing was done")
@Outcome(id = "1, true, 1", expect = Expect.ACCEPTABLE, desc = "done and seen")
@Outcome(id = ".*, false, .*", expect = Expect.FORBIDDEN, desc = "the waiter was not woken")
@Outcome(id = "1, true, 0", expect = Expect.FORBIDDEN, desc = "done but not seen")
@State
public class LeaveAwait extends Protected {

    @Actor
    public void user(IZI_Result r) {
        r.r1 = enterAndLook();
    }

    @Actor
    public void drainer(IZI_Result r) {
        r.r2 = ends();
        r.r3 = left;
    }
}
