package io.rundown.proof.subject;

import io.rundown.CallToken;
import io.rundown.RundownGuard;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IZ_Result;

/** Work that carries a guard, with a nested call, against a run-down: the work holds what it was given. */
@JCStressTest
@Outcome(id = "1, true", expect = Expect.ACCEPTABLE, desc = "inside, then freed")
@Outcome(id = "2, .*", expect = Expect.FORBIDDEN, desc = "freed under the work, or its nested call refused")
@Outcome(id = ".*, false", expect = Expect.FORBIDDEN, desc = "the run-down does not end")
@State
public class CarryBegin extends Protected {

    private final RundownGuard guard = ref.acquire();
    private int sight;
    private final Runnable work = guard.wrap(this::nested);

    public CarryBegin() {
        guard.close();
    }

    private void nested() {
        CallToken token = ref.enter();
        sight = token == null ? Sight.FREED : look(); // it must not be refused
        if (token != null) {
            token.exit();
        }
    }

    @Actor
    public void worker(IZ_Result r) {
        work.run();
        r.r1 = sight;
    }

    @Actor
    public void drainer() {
        ref.beginRundown();
        freeIfRunDown();
    }

    @Arbiter
    public void end(IZ_Result r) {
        r.r2 = ends();
    }
}
