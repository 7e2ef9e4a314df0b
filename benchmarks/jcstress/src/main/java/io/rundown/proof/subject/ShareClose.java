package io.rundown.proof.subject;

import io.rundown.RundownGuard;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZI_Result;

/** Sharing a guard while it is closed: what is counted is what was shared. */
@JCStressTest
@Outcome(id = "true, 1", expect = Expect.ACCEPTABLE, desc = "shared first")
@Outcome(id = "false, 0", expect = Expect.ACCEPTABLE, desc = "closed first")
@Outcome(id = ".*", expect = Expect.FORBIDDEN, desc = "the count is wrong")
@State
public class ShareClose extends Protected {

    private final RundownGuard guard = ref.acquire();

    @Actor
    public void sharer(ZI_Result r) {
        try {
            guard.share();
            r.r1 = true;
        } catch (IllegalStateException e) {
            r.r1 = false;
        }
    }

    @Actor
    public void closer() {
        guard.close();
    }

    @Arbiter
    public void count(ZI_Result r) {
        r.r2 = (int) ref.inFlight();
    }
}
