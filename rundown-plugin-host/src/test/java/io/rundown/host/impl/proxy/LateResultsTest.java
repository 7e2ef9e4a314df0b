package io.rundown.host.impl.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rundown.RundownState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A call is in flight until its result is there, and the result is the very object that was returned. */
@Timeout(60)
class LateResultsTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final EverythingObject object = new EverythingObject();
    private final TestedTarget tested = new TestedTarget(object);
    private final Everything proxy = tested.proxy(Everything.class);

    @Test
    void stageIsAwaited() throws Exception {
        List<String> dependents = new ArrayList<>();
        proxy.stage().thenAccept(dependents::add);
        isAwaitedUntil(() -> object.toComplete.complete("value"));
        assertEquals(List.of("value"), dependents);
    }

    @Test
    void completableFutureIsAwaited() throws Exception {
        assertSame(object.toComplete, proxy.completable());
        isAwaitedUntil(() -> object.toComplete.complete("value"));
    }

    @Test
    void failureEndsTheCallToo() throws Exception {
        proxy.completable();
        isAwaitedUntil(() -> object.toComplete.completeExceptionally(new IllegalStateException("failed")));
    }

    @Test
    void cancellationByTheConsumerEndsTheCallAndReachesThePlugin() throws Exception {
        CompletableFuture<String> result = proxy.completable();
        isAwaitedUntil(() -> result.cancel(true));
        assertTrue(object.toComplete.isCancelled());
    }

    @Test
    void futureThatTellsNobodyIsAwaited() throws Exception {
        assertSame(object.toRun, proxy.future());
        isAwaitedUntil(object.toRun::run);
    }

    @Test
    void pendingResultThatIsReturnedAgainAndAgainIsKeptOnce() throws Exception {
        for (int i = 0; i < 1_000; i++) {
            proxy.completable();
            proxy.future();
            proxy.promise();
        }
        assertEquals(3, tested.gate().inFlight());
        object.toRun.run();
        object.toComplete.complete("value");
        object.toResolve.resolve("value");
        tested.gate().beginRundown();
        tested.target().awaitLateResults();
        assertTrue(tested.gate().awaitRundown(LONG));
    }

    @Test
    void futureIsNotAskedAnyMoreWhenTheObjectHasGone() {
        proxy.future();
        tested.gate().beginRundown();
        tested.target().awaitLateResults();
        assertEquals(1, tested.gate().inFlight());
        tested.target().release(); // as when a drain has taken too long
        assertEquals(RundownState.RUN_DOWN, tested.gate().state());
        assertFalse(object.toRun.isDone());
    }

    @Test
    void futureThatCannotTellWhetherItIsDoneIsReturnedAndNotAwaited() {
        FutureTask<String> broken = new FutureTask<>(() -> "value") {
            @Override
            public boolean isDone() {
                throw new IllegalStateException("cannot tell");
            }
        };
        TestedTarget other = new TestedTarget((Supplier<Object>) () -> broken);
        assertSame(broken, other.proxy(Supplier.class).get());
        assertEquals(0, other.gate().inFlight());
    }

    @Test
    void cancelledFutureIsNotAwaited() throws Exception {
        Future<String> result = proxy.future();
        isAwaitedUntil(() -> result.cancel(true));
    }

    @Test
    void promiseIsAwaited() throws Exception {
        assertSame(object.toResolve.getPromise(), proxy.promise());
        isAwaitedUntil(() -> object.toResolve.resolve("value"));
    }

    @Test
    void failedPromiseIsNotAwaited() throws Exception {
        proxy.promise();
        isAwaitedUntil(() -> object.toResolve.fail(new IllegalStateException("failed")));
    }

    @Test
    void resultOfAGenericMethodIsAwaited() throws Exception {
        assertSame(object.toComplete, proxy.<Object>generic());
        isAwaitedUntil(() -> object.toComplete.complete("value"));
    }

    @Test
    void resultThroughAnInterfaceThatSaysNothingIsAwaited() throws Exception {
        TestedTarget other = new TestedTarget((Supplier<Object>) () -> object.toRun);
        assertSame(object.toRun, other.proxy(Supplier.class).get());
        assertEquals(1, other.gate().inFlight());
        object.toRun.run();
        other.target().awaitLateResults();
        other.gate().beginRundown();
        assertTrue(other.gate().awaitRundown(LONG));
    }

    @Test
    void lateResultAmongOthersIsAwaited() {
        Object[] next = new Object[1];
        TestedTarget mixed = new TestedTarget((Supplier<Object>) () -> next[0]);
        Supplier<?> proxy = mixed.proxy(Supplier.class);
        for (Object result : new Object[] {"text", 1, 2L, 'c', "text"}) {
            next[0] = result;
            assertSame(result, proxy.get());
        }
        next[0] = object.toRun;
        assertSame(object.toRun, proxy.get());
        assertEquals(1, mixed.gate().inFlight());
    }

    @Test
    void whatIsDoneAlreadyIsNotAwaited() {
        object.toComplete.complete("value");
        object.toRun.run();
        object.toResolve.resolve("value");
        proxy.completable();
        proxy.stage();
        proxy.future();
        proxy.promise();
        assertEquals(0, tested.gate().inFlight());
    }

    @Test
    void consumersThreadIsNotInsideForTheSakeOfAResult() {
        proxy.completable();
        assertFalse(tested.gate().isHeldByCurrentThread());
        assertEquals(1, tested.gate().inFlight());
    }

    @Test
    void futuresThatAreDoneAreForgottenAsOthersCome() {
        EverythingObject each = new EverythingObject() {
            @Override
            public Future<String> future() {
                return new FutureTask<>(() -> "run");
            }
        };
        TestedTarget many = new TestedTarget(each);
        Everything futures = many.proxy(Everything.class);
        for (int i = 0; i < 10_000; i++) {
            futures.future().cancel(false);
        }
        assertTrue(many.gate().inFlight() <= 16, () -> "kept: " + many.gate().inFlight());
    }

    private void isAwaitedUntil(Runnable done) throws InterruptedException {
        assertEquals(1, tested.gate().inFlight());
        tested.gate().beginRundown();
        tested.target().awaitLateResults();
        assertEquals(RundownState.DRAINING, tested.gate().state());
        done.run();
        assertTrue(tested.gate().awaitRundown(LONG));
    }
}
