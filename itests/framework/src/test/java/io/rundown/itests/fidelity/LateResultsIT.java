package io.rundown.itests.fidelity;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertTrue;

import io.rundown.host.DrainOutcome;
import io.rundown.itests.harness.Call;
import io.rundown.itests.harness.InFramework;
import io.rundown.itests.harness.Patience;
import io.rundown.itests.harness.Sample;
import io.rundown.itests.sample.later.Later;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import org.junit.Before;
import org.junit.Test;
import org.ops4j.pax.exam.Option;
import org.osgi.framework.Bundle;
import org.osgi.util.promise.Deferred;
import org.osgi.util.promise.Promise;

/** A plugin does not stop before the results that its calls have promised are there. */
public class LateResultsIT extends InFramework {

    private final Answers answers = new Answers();
    private Bundle plugin;
    private Later later;

    @Override
    protected List<Option> moreBundles() {
        return List.of(dependency("function"), dependency("promise"), bundle(Sample.LATER_API));
    }

    @Before
    public void startPlugin() throws Exception {
        plugin = start(Sample.LATER_PLUGIN);
        plugin.getBundleContext().registerService(Later.class, answers, null);
        later = context.getService(context.getServiceReference(Later.class));
    }

    @Test
    public void stopWaitsForAStage() throws Exception {
        stopWaits(Later::stage, () -> answers.completable.complete("value"));
    }

    @Test
    public void stopWaitsForACompletableFuture() throws Exception {
        assertSame(answers.completable, later.completable());
        stopWaits(each -> {}, () -> answers.completable.complete("value"));
    }

    @Test
    public void stopWaitsForACompletableFutureThatIsCancelled() throws Exception {
        stopWaits(Later::completable, () -> answers.completable.cancel(true));
    }

    @Test
    public void stopWaitsForAFutureThatTellsNobody() throws Exception {
        assertSame(answers.task, later.future());
        stopWaits(each -> {}, answers.task);
    }

    @Test
    public void stopWaitsForAPromise() throws Exception {
        stopWaits(Later::promise, () -> answers.deferred.resolve("value"));
    }

    @Test
    public void stopWaitsForTheResultOfAGenericMethod() throws Exception {
        stopWaits(Later::anything, () -> answers.completable.complete("value"));
    }

    @Test
    public void stopWaitsForTheResultOfANestedCallThatCameWhileItDrained() throws Exception {
        CompletableFuture<Void> drained = new CompletableFuture<>();
        Runnable original = () -> {
            drained.join();
            later.completable(); // nested: this thread is inside the plugin
        };
        plugin.getBundleContext().registerService(Runnable.class, original, null);
        Runnable outer = context.getService(context.getServiceReference(Runnable.class));
        Call<Void> caller = callers.run("caller", outer::run);
        Patience.until("the call is inside", () -> caller.waitsIn("java.util.concurrent"));
        Call<Void> stopper = callers.run("stopper", plugin::stop);
        drains.awaitBegan(plugin);
        drained.complete(null);
        caller.result();
        assertFalse("the result is awaited", stopper.isDone());
        answers.completable.complete("value");
        stopper.result();
        assertEquals(DrainOutcome.DRAINED, drains.awaitEnded(plugin).outcome());
    }

    /** The thread that made the call stops the plugin itself: its result is awaited all the same. */
    private void stopWaits(Consumer<Later> call, Runnable done) throws Exception {
        call.accept(later);
        Call<Void> finisher = callers.run("finisher", () -> {
            drains.awaitBegan(plugin);
            assertTrue(
                    "the drain waits for the result", drains.awaitBegan(plugin).inFlightAtBegin() > 0);
            assertEquals("the drain goes on", Bundle.STOPPING, plugin.getState());
            done.run();
        });
        plugin.stop();
        assertTrue("stopped before the result was there", answers.isDone());
        finisher.result();
        assertEquals(DrainOutcome.DRAINED, drains.awaitEnded(plugin).outcome());
        assertFalse(Thread.currentThread().isInterrupted());
    }

    private static final class Answers implements Later {

        final CompletableFuture<String> completable = new CompletableFuture<>();
        final FutureTask<String> task = new FutureTask<>(() -> "value");
        final Deferred<String> deferred = new Deferred<>();

        boolean isDone() {
            return completable.isDone()
                    || task.isDone()
                    || deferred.getPromise().isDone();
        }

        @Override
        public CompletionStage<String> stage() {
            return completable.minimalCompletionStage();
        }

        @Override
        public CompletableFuture<String> completable() {
            return completable;
        }

        @Override
        public Future<String> future() {
            return task;
        }

        @Override
        public Promise<String> promise() {
            return deferred.getPromise();
        }

        @Override
        @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
        public <T> T anything() {
            return (T) completable;
        }
    }
}
