package io.rundown.proof.subject;

import io.rundown.RundownGuard;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZLZ_Result;

/** The last release against a cancellation: the run-down ends in one way only. */
@JCStressTest
@Outcome(id = "true, ACTIVE, true", expect = Expect.ACCEPTABLE, desc = "cancelled")
@Outcome(id = "false, RUN_DOWN, true", expect = Expect.ACCEPTABLE, desc = "run down")
@Outcome(id = ".*", expect = Expect.FORBIDDEN, desc = "something of both")
@State
public class CancelRelease extends Protected {

    private final RundownGuard guard = ref.acquire();

    public CancelRelease() {
        ref.beginRundown();
    }

    @Actor
    public void closer() {
        guard.close();
    }

    @Actor
    public void canceller(ZLZ_Result r) {
        r.r1 = ref.cancelRundown();
    }

    @Arbiter
    public void end(ZLZ_Result r) {
        r.r2 = ref.state();
        r.r3 = ends();
    }
}
