package io.rundown.proof.subject;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IZ_Result;

/** The last release against a stage: it completes without a waiting thread. */
@JCStressTest
@Outcome(id = "[01], true", expect = Expect.ACCEPTABLE, desc = "the stage completed")
@Outcome(id = ".*, false", expect = Expect.FORBIDDEN, desc = "the stage was forgotten")
@Outcome(id = "2, .*", expect = Expect.FORBIDDEN, desc = "freed under a guard")
@State
public class WhenRundown extends Protected {

    private final CompletableFuture<Void> done = new CompletableFuture<>();

    @Actor
    public void user(IZ_Result r) {
        r.r1 = acquireAndLook();
    }

    @Actor
    public void drainer() {
        ref.whenRundown().thenRun(() -> done.complete(null));
        ref.beginRundown();
    }

    @Arbiter
    public void end(IZ_Result r) {
        try {
            done.get(2, TimeUnit.SECONDS);
            r.r2 = true;
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            r.r2 = false;
        }
    }
}
