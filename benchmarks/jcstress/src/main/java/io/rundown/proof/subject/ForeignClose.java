package io.rundown.proof.subject;

import io.rundown.RundownGuard;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZI_Result;

/** A guard closed by another thread than acquired it, against a stage. */
@JCStressTest
@Outcome(id = "true, 1", expect = Expect.ACCEPTABLE, desc = "the stage completes, and what was done is seen")
@Outcome(id = "false, .*", expect = Expect.FORBIDDEN, desc = "the stage was forgotten")
@Outcome(id = "true, 0", expect = Expect.FORBIDDEN, desc = "done but not seen")
@State
public class ForeignClose extends Protected {

    private final RundownGuard guard = ref.acquire();

    @Actor
    public void closer() {
        left = 1;
        guard.close();
    }

    @Actor
    public void drainer(ZI_Result r) {
        r.r1 = endsByStage();
        r.r2 = left;
    }
}
