package io.rundown.proof.subject;

import io.rundown.RundownGuard;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** Two threads begin: one of them has. */
@JCStressTest
@Outcome(id = "true, false", expect = Expect.ACCEPTABLE, desc = "the first")
@Outcome(id = "false, true", expect = Expect.ACCEPTABLE, desc = "the second")
@Outcome(id = ".*", expect = Expect.FORBIDDEN, desc = "both or none")
@State
public class BeginBegin extends Protected {

    private final RundownGuard guard = ref.acquire(); // or the first would end it before the second begins

    @Actor
    public void first(ZZ_Result r) {
        r.r1 = ref.beginRundown() && guard.count() == 1;
    }

    @Actor
    public void second(ZZ_Result r) {
        r.r2 = ref.beginRundown() && guard.count() == 1;
    }
}
