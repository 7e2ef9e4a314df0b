package io.rundown.proof.subject;

import io.rundown.RundownGuard;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IZI_Result;

/** The end of the last call of others against a wait for others, by a thread that is inside itself. */
@JCStressTest
@Outcome(id = "0, true, 0", expect = Expect.ACCEPTABLE, desc = "refused, so nothing was done")
@Outcome(id = "1, true, 1", expect = Expect.ACCEPTABLE, desc = "done and seen")
@Outcome(id = ".*, false, .*", expect = Expect.FORBIDDEN, desc = "the waiter was not woken")
@Outcome(id = "1, true, 0", expect = Expect.FORBIDDEN, desc = "done but not seen")
@State
public class OthersLeave extends Protected {

    @Actor
    public void user(IZI_Result r) {
        meet();
        r.r1 = enterAndLook();
    }

    @Actor
    public void drainer(IZI_Result r) {
        try (RundownGuard own = ref.acquire()) {
            meet();
            r.r2 = othersEnd() && own.count() == 1;
            r.r3 = left;
        }
    }
}
