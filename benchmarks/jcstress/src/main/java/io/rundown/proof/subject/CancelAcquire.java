package io.rundown.proof.subject;

import io.rundown.RundownGuard;
import java.util.concurrent.ThreadLocalRandom;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IZ_Result;

/** An acquisition amid a run-down, its cancellation, and the next run-down. */
@JCStressTest
@Outcome(id = "0, true", expect = Expect.ACCEPTABLE, desc = "refused")
@Outcome(id = "1, true", expect = Expect.ACCEPTABLE, desc = "held, then freed")
@Outcome(id = "2, .*", expect = Expect.FORBIDDEN, desc = "freed under a guard")
@Outcome(id = ".*, false", expect = Expect.FORBIDDEN, desc = "the run-down does not end")
@State
public class CancelAcquire extends Protected {

    private final RundownGuard guard = ref.acquire(); // or there would be nothing to cancel

    @Actor
    public void user(IZ_Result r) {
        meet();
        r.r1 = acquireAndStay();
    }

    @Actor
    public void drainer() {
        boolean before = ThreadLocalRandom.current().nextInt(4) == 0;
        if (before) {
            meet();
        }
        ref.beginRundown();
        ref.cancelRundown();
        if (!before) {
            meet(); // open
        }
        ref.beginRundown();
        guard.close();
        freeIfRunDown();
    }

    @Arbiter
    public void end(IZ_Result r) {
        r.r2 = ends();
    }
}
