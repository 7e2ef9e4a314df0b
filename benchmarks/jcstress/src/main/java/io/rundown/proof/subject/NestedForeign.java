package io.rundown.proof.subject;

import io.rundown.RundownGuard;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IZ_Result;

/** A nested call while the guard that lets it in is closed by another thread. */
@JCStressTest
@Outcome(id = "0, true", expect = Expect.ACCEPTABLE, desc = "refused")
@Outcome(id = "1, true", expect = Expect.ACCEPTABLE, desc = "inside, then freed")
@Outcome(id = "2, .*", expect = Expect.FORBIDDEN, desc = "freed under a nested call")
@Outcome(id = ".*, false", expect = Expect.FORBIDDEN, desc = "the run-down does not end")
@State
public class NestedForeign extends Protected {

    private volatile @Nullable RundownGuard handedOver;

    @Actor
    public void user(IZ_Result r) {
        handedOver = ref.tryAcquire();
        r.r1 = enterAndLook();
    }

    @Actor
    public void drainer() {
        ref.beginRundown();
        closeIfThere(handedOver);
        freeIfRunDown();
    }

    @Arbiter
    public void end(IZ_Result r) {
        closeIfThere(handedOver);
        r.r2 = ends();
    }
}
