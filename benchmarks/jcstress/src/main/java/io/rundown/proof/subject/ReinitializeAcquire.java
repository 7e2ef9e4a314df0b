package io.rundown.proof.subject;

import io.rundown.RundownState;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IZ_Result;

/** An acquisition amid a run-down, a re-opening, and the next run-down. */
@JCStressTest
@Outcome(id = "0, true", expect = Expect.ACCEPTABLE, desc = "refused")
@Outcome(id = "1, true", expect = Expect.ACCEPTABLE, desc = "held, then freed")
@Outcome(id = "2, .*", expect = Expect.FORBIDDEN, desc = "freed under a guard")
@Outcome(id = ".*, false", expect = Expect.FORBIDDEN, desc = "the run-down does not end")
@State
public class ReinitializeAcquire extends Protected {

    @Actor
    public void user(IZ_Result r) {
        meet();
        r.r1 = acquireAndStay();
    }

    @Actor
    public void drainer() {
        meet();
        ref.beginRundown();
        if (ref.state() == RundownState.RUN_DOWN) {
            freed = true;
            freed = false;
            ref.reinitialize();
            pause(); // open long enough for somebody to come in
            ref.beginRundown();
        }
        freeIfRunDown();
    }

    @Arbiter
    public void end(IZ_Result r) {
        r.r2 = ends();
    }
}
