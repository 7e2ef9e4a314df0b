package io.rundown.proof.subject;

import io.rundown.RundownCancelledException;
import io.rundown.RundownGuard;
import java.time.Duration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.LZ_Result;

/** A cancellation against a wait: the waiter is told, or saw the end of another run-down. */
@JCStressTest
@Outcome(id = "cancelled, true", expect = Expect.ACCEPTABLE, desc = "told")
@Outcome(id = "run down, true", expect = Expect.ACCEPTABLE, desc = "the next run-down ended it")
@Outcome(id = "lost, .*", expect = Expect.FORBIDDEN, desc = "nobody told the waiter")
@Outcome(id = ".*, false", expect = Expect.FORBIDDEN, desc = "the cancelled run-down went on, or the next does not end")
@State
public class CancelAwait extends Protected {

    private final RundownGuard guard = nobodysGuard();

    public CancelAwait() {
        ref.beginRundown();
    }

    @Actor
    public void waiter(LZ_Result r) {
        try {
            r.r1 = ref.awaitRundown(Duration.ofSeconds(2)) ? "run down" : "lost";
        } catch (RundownCancelledException e) {
            r.r1 = "cancelled";
        } catch (InterruptedException e) {
            r.r1 = "interrupted";
        }
    }

    @Actor
    public void canceller(LZ_Result r) {
        r.r2 = ref.cancelRundown();
        ref.beginRundown();
        guard.close();
    }

    @Arbiter
    public void end(LZ_Result r) {
        r.r2 &= ends();
    }
}
