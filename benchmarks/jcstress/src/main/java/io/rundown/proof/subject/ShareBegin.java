package io.rundown.proof.subject;

import io.rundown.RundownGuard;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IZ_Result;

/** Sharing a guard that is being closed, against a run-down: a shared guard protects. */
@JCStressTest
@Outcome(id = "0, true", expect = Expect.ACCEPTABLE, desc = "closed before it could be shared")
@Outcome(id = "1, true", expect = Expect.ACCEPTABLE, desc = "shared, then freed")
@Outcome(id = "2, .*", expect = Expect.FORBIDDEN, desc = "freed under a shared guard")
@Outcome(id = ".*, false", expect = Expect.FORBIDDEN, desc = "the run-down does not end")
@State
public class ShareBegin extends Protected {

    private final RundownGuard guard = ref.acquire();

    @Actor
    public void sharer(IZ_Result r) {
        RundownGuard shared;
        try {
            shared = guard.share();
        } catch (IllegalStateException e) {
            return;
        }
        r.r1 = look();
        shared.close();
    }

    @Actor
    public void drainer() {
        ref.beginRundown();
        guard.close();
        freeIfRunDown();
    }

    @Arbiter
    public void end(IZ_Result r) {
        r.r2 = ends();
    }
}
