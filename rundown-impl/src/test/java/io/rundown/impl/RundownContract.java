package io.rundown.impl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rundown.CallGate;
import io.rundown.CallToken;
import io.rundown.RundownCancelledException;
import io.rundown.RundownDeadlockException;
import io.rundown.RundownGuard;
import io.rundown.RundownInProgressException;
import io.rundown.RundownState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every implementation keeps, on every kind of thread: a subclass says which. */
@Timeout(60)
abstract class RundownContract {

    private static final Duration LONG = Duration.ofSeconds(30);

    final CallGate ref = newGate();

    abstract CallGate newGate();

    /** Runs on a thread of the kind under test; {@link TestThread#finish} joins it. */
    abstract TestThread start(TestThread.Body body);

    @Test
    void acquireSucceedsWhileActive() {
        try (RundownGuard guard = ref.acquire()) {
            assertEquals(1, ref.inFlight());
            assertSame(ref, guard.ref());
            assertTrue(ref.isHeldByCurrentThread());
        }
        assertEquals(0, ref.inFlight());
        assertFalse(ref.isHeldByCurrentThread());
        assertEquals(RundownState.ACTIVE, ref.state());
    }

    @Test
    void acquireIsRefusedAfterRundownAndSaysWhy() throws Exception {
        ref.waitForRundown();
        assertNull(ref.tryAcquire());
        assertNull(ref.tryAcquire(3));
        assertNull(ref.enter());
        RundownInProgressException refused = assertThrows(RundownInProgressException.class, ref::acquire);
        assertSame(ref, refused.ref());
        assertMessage("'contract'", refused);
        assertEquals(0, ref.inFlight());
    }

    @Test
    void acquireIsRefusedWhileDrainingEvenToAHolder() {
        try (RundownGuard guard = ref.acquire()) {
            assertTrue(ref.beginRundown());
            assertFalse(ref.beginRundown());
            assertNull(ref.tryAcquire());
            assertEquals(RundownState.DRAINING, ref.state());
            assertEquals(1, guard.count());
        }
        assertEquals(RundownState.RUN_DOWN, ref.state());
    }

    @Test
    void manySuccessiveWaitsReturnAtOnce() throws Exception {
        ref.waitForRundown();
        for (int i = 0; i < 1_000; i++) {
            ref.awaitRundown();
            assertTrue(ref.awaitRundown(Duration.ZERO));
        }
    }

    @Test
    void reinitializeOpensARefThatIsRunDown() throws Exception {
        for (int i = 0; i < 100; i++) {
            ref.waitForRundown();
            assertNull(ref.tryAcquire());
            ref.reinitialize();
            ref.acquire().close();
        }
    }

    @Test
    void reinitializeIsRefusedInOtherStatesAndNamesThem() {
        assertMessage("ACTIVE", assertThrows(IllegalStateException.class, ref::reinitialize));
        RundownGuard guard = ref.acquire();
        ref.beginRundown();
        IllegalStateException refused = assertThrows(IllegalStateException.class, ref::reinitialize);
        assertMessage("DRAINING", refused);
        assertMessage("1 in flight", refused);
        guard.close();
        ref.reinitialize();
    }

    private static void assertMessage(String part, Exception exception) {
        assertTrue(String.valueOf(exception.getMessage()).contains(part), exception.getMessage());
    }

    @Test
    void countedGuardReleasesAllItsUses() {
        RundownGuard guard = ref.tryAcquire(5);
        assertNotNull(guard);
        assertEquals(5, ref.inFlight());
        ref.beginRundown();
        guard.close();
        assertEquals(RundownState.RUN_DOWN, ref.state());
        assertThrows(IllegalArgumentException.class, () -> ref.tryAcquire(0));
    }

    @Test
    void sharedGuardKeepsTheRefAliveAlsoWhileDraining() {
        RundownGuard first = ref.acquire();
        ref.beginRundown();
        RundownGuard second = first.share();
        first.close();
        assertEquals(RundownState.DRAINING, ref.state());
        assertThrows(IllegalStateException.class, first::share);
        second.close();
        assertEquals(RundownState.RUN_DOWN, ref.state());
    }

    @Test
    void closingOneGuardByManyThreadsReleasesOnce() throws Exception {
        RundownGuard kept = ref.acquire();
        for (int round = 0; round < 200; round++) {
            RundownGuard guard = ref.acquire();
            List<TestThread> closers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                closers.add(start(guard::close));
            }
            guard.close();
            for (TestThread closer : closers) {
                closer.finish();
            }
            assertEquals(1, ref.inFlight());
        }
        kept.close();
        assertEquals(0, ref.inFlight());
    }

    @Test
    void guardMayBeClosedByAnotherThread() throws Exception {
        RundownGuard guard = ref.acquire();
        ref.beginRundown();
        start(guard::close).finish();
        assertEquals(RundownState.RUN_DOWN, ref.state());
        assertFalse(ref.isHeldByCurrentThread());
        ref.awaitRundown();
    }

    @Test
    void guardOfAThreadThatHasEndedStillCounts() throws Exception {
        RundownGuard[] guard = new RundownGuard[1];
        start(() -> guard[0] = ref.acquire()).finish();
        ref.beginRundown();
        assertFalse(ref.awaitRundown(Duration.ZERO));
        assertEquals(1, ref.inFlight());
        guard[0].close();
        assertTrue(ref.awaitRundown(Duration.ZERO));
    }

    @Test
    void cancelOpensTheRefAndTellsWaiters() throws Exception {
        RundownGuard guard = ref.acquire();
        ref.beginRundown();
        var stage = ref.whenRundown().toCompletableFuture();
        CountDownLatch waiting = new CountDownLatch(1);
        TestThread waiter = start(() -> {
            waiting.countDown();
            assertThrows(RundownCancelledException.class, ref::awaitRundown);
        });
        waiting.await();
        waiter.awaitParked();
        assertTrue(ref.cancelRundown());
        waiter.finish();
        assertFalse(ref.cancelRundown());
        assertThrows(CompletionException.class, stage::join);
        ref.acquire().close();
        guard.close();
        assertEquals(RundownState.ACTIVE, ref.state());
        ref.waitForRundown();
        assertFalse(ref.cancelRundown());
    }

    @Test
    void waitingForOnesOwnGuardIsRefused() {
        try (RundownGuard guard = ref.acquire()) {
            assertThrows(RundownDeadlockException.class, ref::waitForRundown);
            assertEquals(RundownState.ACTIVE, ref.state());
            ref.beginRundown();
            assertThrows(RundownDeadlockException.class, ref::awaitRundown);
            assertThrows(RundownDeadlockException.class, () -> ref.awaitRundown(LONG));
            assertEquals(1, guard.count());
        }
    }

    @Test
    void awaitOthersWaitsForOtherThreadsOnly() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        RundownGuard own = ref.acquire();
        TestThread other = start(() -> {
            try (RundownGuard guard = ref.acquire()) {
                inside.countDown();
                leave.await();
                assertEquals(1, guard.count());
            }
        });
        inside.await();
        ref.beginRundown();
        assertFalse(ref.awaitOthers(Duration.ZERO));
        leave.countDown();
        assertTrue(ref.awaitOthers(LONG));
        assertEquals(RundownState.DRAINING, ref.state());
        own.close();
        assertEquals(RundownState.RUN_DOWN, ref.state());
        other.finish();
    }

    @Test
    void lastReleaseWakesAParkedWaiter() throws Exception {
        RundownGuard guard = ref.acquire();
        ref.beginRundown();
        TestThread waiter = start(ref::awaitRundown);
        waiter.awaitParked();
        guard.close();
        waiter.finish();
    }

    @Test
    void interruptEndsAWaitAndLeavesTheRundownBegun() throws Exception {
        RundownGuard guard = ref.acquire();
        TestThread waiter = start(() -> assertThrows(InterruptedException.class, ref::waitForRundown));
        waiter.awaitParked();
        waiter.thread().interrupt();
        waiter.finish();
        assertEquals(RundownState.DRAINING, ref.state());
        guard.close();
    }

    @Test
    void stageCompletesWithTheLastReleaseAndNotByCallers() throws Exception {
        AtomicBoolean ran = new AtomicBoolean();
        RundownGuard guard = ref.acquire();
        var stage = ref.whenRundown();
        stage.thenRun(() -> ran.set(ref.state() == RundownState.RUN_DOWN));
        assertTrue(stage.toCompletableFuture().complete(null));
        ref.beginRundown();
        assertFalse(ran.get());
        guard.close();
        assertTrue(ran.get());
        assertTrue(ref.whenRundown().toCompletableFuture().isDone());
    }

    @Test
    void threadThatIsInsideMayEnterAgainWhileDraining() throws Exception {
        start(() -> {
                    CallToken outer = ref.enter();
                    assertNotNull(outer);
                    ref.beginRundown();
                    CallToken inner = ref.enter();
                    assertNotNull(inner);
                    inner.exit();
                    assertEquals(RundownState.DRAINING, ref.state());
                    outer.exit();
                    assertEquals(RundownState.RUN_DOWN, ref.state());
                    assertNull(ref.enter());
                })
                .finish();
    }

    @Test
    void whatIsKeptOfACallOutlivesItAlsoWhileDraining() throws Exception {
        AtomicReference<RundownGuard> kept = new AtomicReference<>();
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        TestThread inside = start(() -> {
            CallToken call = Objects.requireNonNull(ref.enter());
            entered.countDown();
            begun.await();
            kept.set(ref.keep());
            call.exit();
            assertFalse(ref.isHeldByCurrentThread());
            assertNull(ref.enter());
        });
        entered.await();
        ref.beginRundown();
        begun.countDown();
        inside.finish();
        assertEquals(RundownState.DRAINING, ref.state());
        assertEquals(1, ref.inFlight());
        Objects.requireNonNull(kept.get()).close();
        assertEquals(RundownState.RUN_DOWN, ref.state());
    }

    @Test
    void whoIsNotInsideCanKeepNothing() throws Exception {
        IllegalStateException refused = assertThrows(IllegalStateException.class, ref::keep);
        assertMessage("'contract'", refused);
        try (RundownGuard guard = ref.acquire()) {
            start(() -> assertThrows(IllegalStateException.class, ref::keep)).finish();
            assertEquals(1, guard.count());
        }
        assertThrows(IllegalStateException.class, ref::keep);
        ref.waitForRundown();
        assertThrows(IllegalStateException.class, ref::keep);
        assertEquals(RundownState.RUN_DOWN, ref.state());
    }

    @Test
    void wrappedWorkHoldsTheRefOnItsThreadUntilItHasRun() throws Exception {
        RundownGuard guard = ref.acquire();
        AtomicReference<RundownGuard> kept = new AtomicReference<>();
        Runnable work = guard.wrap(() -> {
            assertTrue(ref.isHeldByCurrentThread());
            CallToken nested = Objects.requireNonNull(ref.enter());
            kept.set(ref.keep());
            nested.exit();
        });
        ref.beginRundown();
        guard.close();
        assertEquals(RundownState.DRAINING, ref.state());
        start(() -> {
                    assertNull(ref.enter());
                    work.run();
                    assertNull(ref.enter());
                    assertFalse(ref.isHeldByCurrentThread());
                })
                .finish();
        assertEquals(RundownState.DRAINING, ref.state());
        Objects.requireNonNull(kept.get()).close();
        assertEquals(RundownState.RUN_DOWN, ref.state());
    }

    @Test
    void wrappedWorkRunsOnceAndPassesOnWhatItThrows() throws Exception {
        Callable<String> answers = ref.acquire().wrap(() -> "answer");
        assertEquals("answer", answers.call());
        assertThrows(IllegalStateException.class, answers::call);
        Exception thrown = new Exception("of the task");
        Callable<String> throwing = ref.acquire().wrap(() -> {
            throw thrown;
        });
        assertSame(thrown, assertThrows(Exception.class, throwing::call));
        assertEquals(2, ref.inFlight(), "the two guards that were wrapped from are still out");
    }

    @Test
    void carriedWorkIsAwaitedByWhoeverWrappedIt() throws Exception {
        RundownGuard guard = ref.acquire();
        Runnable work = guard.wrap(() -> assertEquals(2, ref.inFlight()));
        ref.beginRundown();
        assertFalse(ref.awaitOthers(Duration.ZERO), "the work is another's");
        assertEquals(
                1, ref.holders().stream().filter(each -> each.thread() == null).count());
        start(work::run).finish();
        assertTrue(ref.awaitOthers(LONG));
        guard.close();
    }

    @Test
    void carriedWorkDoesNotWaitForItself() throws Exception {
        RundownGuard guard = ref.acquire();
        Runnable work = guard.wrap(() -> {
            ref.beginRundown();
            CallToken nested = Objects.requireNonNull(ref.enter());
            try {
                assertTrue(ref.awaitOthers(LONG));
                assertEquals(2, ref.holders().get(0).count(), ref.holders()::toString);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            nested.exit();
            assertThrows(IllegalStateException.class, nested::exit);
        });
        guard.close();
        start(work::run).finish();
        assertEquals(RundownState.RUN_DOWN, ref.state());
    }

    @Test
    void nestedCallThatIsLeftAfterTheCarriedWorkIsStillAwaited() throws Exception {
        RundownGuard guard = ref.acquire();
        AtomicReference<CallToken> nested = new AtomicReference<>();
        Runnable work = guard.wrap(() -> nested.set(ref.enter()));
        ref.beginRundown();
        guard.close();
        start(() -> {
                    work.run();
                    assertEquals(RundownState.DRAINING, ref.state());
                    Objects.requireNonNull(nested.get()).exit();
                })
                .finish();
        assertEquals(RundownState.RUN_DOWN, ref.state());
    }

    @Test
    void othersAreAwaitedToTheEndByWhoHoldsNothing() throws Exception {
        for (int round = 0; round < 2_000; round++) {
            CallGate each = newGate();
            CountDownLatch acquired = new CountDownLatch(1);
            TestThread closer = start(() -> {
                RundownGuard guard = each.acquire();
                acquired.countDown();
                guard.close();
            });
            acquired.await();
            each.beginRundown();
            assertTrue(each.awaitOthers(LONG));
            assertEquals(RundownState.RUN_DOWN, each.state());
            closer.finish();
        }
    }

    /** A waiter may come to have the cycle of the next epoch; it must not take it for one that has ended. */
    @Test
    void waitsThatRaceWithReopeningEndWithTheRundownTheyBegan() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        TestThread poller = start(() -> {
            while (!done.get()) {
                ref.awaitRundown(Duration.ZERO); // looks, at any moment
                LockSupport.parkNanos(1);
            }
        });
        for (int round = 0; round < 20_000; round++) {
            ref.waitForRundown();
            ref.reinitialize();
            RundownGuard guard = ref.acquire();
            assertFalse(ref.awaitOthers(Duration.ZERO), "active");
            ref.beginRundown();
            assertFalse(ref.whenRundown().toCompletableFuture().isDone(), "a guard is out");
            guard.close();
            assertEquals(RundownState.RUN_DOWN, ref.state());
            ref.reinitialize();
        }
        done.set(true);
        ref.waitForRundown();
        poller.finish();
    }

    @Test
    void waitThatBeginsARundownDoesSoHoweverTheRefIsReopened() throws Exception {
        for (int round = 0; round < 2_000; round++) {
            CallGate each = newGate();
            each.waitForRundown();
            TestThread opener = start(each::reinitialize);
            each.waitForRundown(); // of either epoch; must return
            opener.finish();
        }
    }

    @Test
    void refusedReinitializationNamesTheStateThatItSaw() {
        IllegalStateException refused = assertThrows(IllegalStateException.class, ref::reinitialize);
        assertMessage("it is ACTIVE", refused);
    }

    @Test
    void taskThatIsNullIsRefusedWhereItIsGiven() {
        RundownGuard guard = ref.acquire();
        Executor executor = guard.carryTo(task -> {});
        assertThrows(NullPointerException.class, () -> executor.execute(nothing()));
        assertEquals(1, ref.inFlight());
        guard.close();
    }

    @SuppressWarnings("NullAway")
    private static Runnable nothing() {
        return null;
    }

    @Test
    void waitingForWhatOneCarriesIsRefused() throws Exception {
        RundownGuard guard = ref.acquire();
        Runnable work = guard.wrap(() -> {
            assertThrows(RundownDeadlockException.class, ref::waitForRundown);
        });
        guard.close();
        start(work::run).finish();
        assertEquals(0, ref.inFlight());
    }

    @Test
    void executorOfAGuardCarriesItToEachTask() throws Exception {
        RundownGuard guard = ref.acquire();
        List<Runnable> queue = new ArrayList<>();
        Executor executor = guard.carryTo(queue::add);
        AtomicInteger held = new AtomicInteger();
        executor.execute(() -> held.addAndGet(ref.isHeldByCurrentThread() ? 1 : 0));
        Executor rejecting = guard.carryTo(task -> {
            throw new RejectedExecutionException("full");
        });
        assertThrows(RejectedExecutionException.class, () -> rejecting.execute(() -> {}));
        ref.beginRundown();
        guard.close();
        assertThrows(IllegalStateException.class, () -> executor.execute(() -> {}));
        assertEquals(RundownState.DRAINING, ref.state());
        start(queue.get(0)::run).finish();
        assertEquals(1, held.get());
        assertEquals(RundownState.RUN_DOWN, ref.state());
    }

    @Test
    void leavingWithoutHavingEnteredIsRefused() throws Exception {
        CallToken token = ref.enter();
        assertNotNull(token);
        start(() -> assertThrows(IllegalStateException.class, token::exit)).finish();
        token.exit();
        assertThrows(IllegalStateException.class, token::exit);
        assertEquals(0, ref.inFlight());
    }

    @Test
    void leavingDoesNotReleaseAGuardOfTheThread() {
        CallToken token = ref.enter();
        assertNotNull(token);
        RundownGuard guard = ref.acquire();
        token.exit();
        assertThrows(IllegalStateException.class, token::exit);
        assertEquals(1, ref.inFlight());
        ref.beginRundown();
        assertEquals(RundownState.DRAINING, ref.state());
        guard.close();
        assertEquals(RundownState.RUN_DOWN, ref.state());
        assertEquals(0, ref.inFlight());
    }

    @Test
    void aWaitOfAnyLengthIsAllowed() throws Exception {
        Duration longest = Duration.ofSeconds(Long.MAX_VALUE);
        Duration shortest = Duration.ofSeconds(Long.MIN_VALUE);
        assertFalse(ref.awaitRundown(shortest), "of a ref that is open");
        assertFalse(ref.awaitOthers(shortest));
        RundownGuard guard = ref.acquire();
        ref.beginRundown();
        TestThread waiter = start(() -> {
            assertTrue(ref.awaitRundown(longest));
            assertTrue(ref.awaitOthers(longest));
        });
        waiter.awaitParked();
        guard.close();
        waiter.finish();
        assertTrue(ref.awaitRundown(shortest));
    }

    @Test
    @SuppressWarnings("NullAway") // on purpose
    void aWaitWithoutATimeoutIsRefused() {
        assertThrows(NullPointerException.class, () -> ref.awaitRundown(null));
        assertThrows(NullPointerException.class, () -> ref.awaitOthers(null));
    }

    /** A cancel at any moment ends the wait; none is left waiting for the next run-down. */
    @Test
    void beginAndWaitAreForTheSameRundown() throws Exception {
        RundownGuard guard = ref.acquire();
        for (int round = 0; round < 500; round++) {
            TestThread waiter = start(() -> assertThrows(RundownCancelledException.class, ref::waitForRundown));
            while (!ref.cancelRundown()) {
                Thread.onSpinWait();
            }
            waiter.finish();
        }
        guard.close();
    }

    @Test
    void holdersNameTheThreadsInside() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        TestThread other = start(() -> {
            RundownGuard guard = ref.tryAcquire(2);
            assertNotNull(guard);
            inside.countDown();
            leave.await();
            guard.close();
        });
        inside.await();
        assertEquals(1, ref.holders().size());
        assertSame(other.thread(), ref.holders().get(0).thread());
        assertEquals(2, ref.holders().get(0).count());
        leave.countDown();
        other.finish();
        assertTrue(ref.holders().isEmpty());
    }

    /** G1 and G2 with plain fields: what is freed after the wait is used by nobody any more. */
    @Test
    @SuppressWarnings("ThreadPriorityCheck") // fewer cores than threads
    void twentyFiveThreadsAgainstRundownAndReinitializeInALoop() throws Exception {
        long[] resource = {1};
        AtomicBoolean stop = new AtomicBoolean();
        AtomicLong uses = new AtomicLong();
        AtomicInteger usedFreed = new AtomicInteger();
        List<TestThread> users = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            users.add(start(() -> {
                while (!stop.get()) {
                    try (RundownGuard guard = ref.tryAcquire()) {
                        if (guard != null) {
                            usedFreed.addAndGet(resource[0] == 1 ? 0 : 1);
                            uses.incrementAndGet();
                        }
                    }
                    // virtual threads that yield starve those that wait for a monitor, which is not at issue here
                    LockSupport.parkNanos(1);
                }
            }));
        }
        try {
            for (int rounds = 0; rounds < 500 || uses.get() < 1_000; rounds++) {
                ref.waitForRundown();
                assertEquals(0, ref.inFlight());
                resource[0] = 0;
                resource[0] = 1;
                ref.reinitialize();
                Thread.yield();
            }
        } finally {
            stop.set(true); // users that spin on would keep the JVM
        }
        for (TestThread user : users) {
            user.finish();
        }
        assertEquals(0, usedFreed.get());
        ref.waitForRundown();
        assertEquals(0, ref.inFlight());
    }

    @Test
    @SuppressWarnings("ThreadPriorityCheck")
    void twentyThreadsAgainstARundownEachEndInsideOrRefused() throws Exception {
        for (int round = 0; round < 50; round++) {
            CallGate raced = newGate();
            AtomicInteger inside = new AtomicInteger();
            CountDownLatch go = new CountDownLatch(1);
            List<TestThread> threads = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                threads.add(start(() -> {
                    go.await();
                    CallToken token = raced.enter();
                    if (token != null) {
                        inside.incrementAndGet();
                        Thread.yield(); // so that a wait that does not wait finds somebody inside
                        inside.decrementAndGet();
                        token.exit();
                    }
                }));
            }
            go.countDown();
            raced.waitForRundown();
            assertEquals(0, inside.get());
            for (TestThread thread : threads) {
                thread.finish();
            }
        }
    }
}
