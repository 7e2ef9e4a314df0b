package io.rundown.proof.subject;

import io.rundown.CallToken;
import io.rundown.RundownGuard;
import java.util.concurrent.ThreadLocalRandom;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IZ_Result;

/** A call that leaves a guard behind, against a run-down: the guard takes over without a gap. */
@JCStressTest
@Outcome(id = "0, true", expect = Expect.ACCEPTABLE, desc = "refused, then freed")
@Outcome(id = "1, true", expect = Expect.ACCEPTABLE, desc = "kept, then freed")
@Outcome(id = "2, .*", expect = Expect.FORBIDDEN, desc = "freed under what was kept")
@Outcome(id = ".*, false", expect = Expect.FORBIDDEN, desc = "the run-down does not end")
@State
public class KeepLeave extends Protected {

    @Actor
    public void user(IZ_Result r) {
        CallToken token = ref.enter();
        if (token == null) {
            meet();
            return;
        }
        meet(); // inside: the drain looks at it while it hands over
        RundownGuard kept = ref.keep();
        token.exit();
        r.r1 = look();
        kept.close();
    }

    @Actor
    public void drainer() {
        if (ThreadLocalRandom.current().nextInt(8) > 0) {
            meet(); // else the call may be refused
        }
        ref.beginRundown();
        freeIfRunDown();
    }

    @Arbiter
    public void end(IZ_Result r) {
        r.r2 = ends();
    }
}
