package io.rundown.proof.subject;

import io.rundown.RundownGuard;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** Two threads close the same guard: it is released once. */
@JCStressTest
@Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "the other guard alone is left")
@Outcome(id = ".*", expect = Expect.FORBIDDEN, desc = "released twice, or not at all")
@State
public class CloseClose extends Protected {

    private final RundownGuard guard = ref.acquire();
    private final RundownGuard other = ref.acquire();

    @Actor
    public void first() {
        guard.close();
    }

    @Actor
    public void second() {
        guard.close();
    }

    @Arbiter
    public void count(I_Result r) {
        r.r1 = (int) ref.inFlight() * other.count();
    }
}
