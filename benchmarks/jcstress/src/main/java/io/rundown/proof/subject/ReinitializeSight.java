package io.rundown.proof.subject;

import io.rundown.RundownGuard;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** What was done before a ref was opened again is seen by who acquires it then. */
@JCStressTest
@Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "refused")
@Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "acquired, and saw it")
@Outcome(id = ".*", expect = Expect.FORBIDDEN, desc = "acquired, and did not see it")
@State
public class ReinitializeSight extends Protected {

    private int repaired;

    public ReinitializeSight() {
        ref.beginRundown();
    }

    @Actor
    public void user(II_Result r) {
        RundownGuard guard = ref.tryAcquire();
        if (guard != null) {
            r.r1 = 1;
            r.r2 = repaired;
            guard.close();
        }
    }

    @Actor
    public void opener() {
        repaired = 1;
        ref.reinitialize();
    }
}
