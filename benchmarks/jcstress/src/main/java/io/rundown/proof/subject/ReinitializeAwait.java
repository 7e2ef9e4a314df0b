package io.rundown.proof.subject;

import io.rundown.RundownGuard;
import java.time.Duration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IZ_Result;

/** A look whether a run-down has ended, against a re-opening: the next run-down is not taken for ended. */
@JCStressTest
@Outcome(id = "[01], true", expect = Expect.ACCEPTABLE, desc = "the next run-down waits for its guard, and ends")
@Outcome(id = "2, .*", expect = Expect.FORBIDDEN, desc = "the next run-down was ended under its guard")
@Outcome(id = ".*, false", expect = Expect.FORBIDDEN, desc = "the next run-down does not end")
@State
public class ReinitializeAwait extends Protected {

    public ReinitializeAwait() {
        ref.beginRundown();
    }

    @Actor
    public void waiter(IZ_Result r) {
        r.r1 = awaits(Duration.ZERO) ? 1 : 0;
    }

    @Actor
    public void opener() {
        ref.reinitialize();
    }

    @Arbiter
    public void end(IZ_Result r) {
        RundownGuard guard = ref.acquire();
        ref.beginRundown();
        if (ref.whenRundown().toCompletableFuture().isDone()) {
            r.r1 = 2;
        }
        guard.close();
        r.r2 = ends();
    }
}
