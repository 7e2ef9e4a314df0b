package io.rundown.proof.subject;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** A wait that begins a run-down, against a re-opening: it returns, whichever run-down it was. */
@JCStressTest
@Outcome(id = "true, true", expect = Expect.ACCEPTABLE, desc = "it returned, and so does the next one")
@Outcome(id = "false, .*", expect = Expect.FORBIDDEN, desc = "it waits for a run-down that nobody began")
@Outcome(id = ".*, false", expect = Expect.FORBIDDEN, desc = "the next run-down does not end")
@State
public class ReinitializeWait extends Protected {

    public ReinitializeWait() {
        ref.beginRundown();
    }

    @Actor
    public void waiter(ZZ_Result r) {
        r.r1 = waits();
    }

    @Actor
    public void opener() {
        ref.reinitialize();
    }

    @Arbiter
    public void end(ZZ_Result r) {
        r.r2 = ends();
    }
}
