package io.rundown.impl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.rundown.RundownCancelledException;
import io.rundown.RundownGuard;
import io.rundown.RundownState;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A thread whose wait has been decided is free, though it may not have run yet: it closes no circle. */
@Timeout(60)
class DecidedWaitTest {

    private static final int ROUNDS = 300;
    private static final Duration LONG = Duration.ofSeconds(30);

    private final SlotRundownRef held = new SlotRundownRef("held");
    private final SlotRundownRef awaited = new SlotRundownRef("awaited");

    /** Holds one ref and waits for the other; tells how the wait ended. */
    private CompletableFuture<String> holdAndWait() throws InterruptedException {
        CompletableFuture<String> result = new CompletableFuture<>();
        Thread waiter = new Thread(() -> {
            try (RundownGuard guard = held.acquire()) {
                assertEquals(held, guard.ref());
                result.complete(String.valueOf(awaited.awaitRundown(LONG)));
            } catch (RundownCancelledException e) {
                result.complete("cancelled");
            } catch (Throwable e) {
                result.completeExceptionally(e);
            }
        });
        waiter.setDaemon(true);
        waiter.start();
        while (waiter.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        return result;
    }

    @Test
    void whoseWaitWasCancelled() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            try (RundownGuard own = awaited.acquire()) {
                assertEquals(awaited, own.ref());
                awaited.beginRundown();
                CompletableFuture<String> waiter = holdAndWait();
                awaited.cancelRundown();
                held.waitForRundown();
                assertEquals("cancelled", waiter.get(30, TimeUnit.SECONDS));
            }
            held.reinitialize();
        }
    }

    @Test
    void whoseRefWasOpenedAgain() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            RundownGuard before = awaited.acquire();
            awaited.beginRundown();
            CompletableFuture<String> waiter = holdAndWait();
            before.close();
            awaited.reinitialize();
            try (RundownGuard after = awaited.acquire()) {
                assertEquals(awaited, after.ref());
                held.waitForRundown();
            }
            assertEquals("true", waiter.get(30, TimeUnit.SECONDS));
            held.reinitialize();
        }
    }

    /** Without membarrier a release may be seen late, and there may be nobody who waits. */
    @Test
    void releaseThatNobodyWasToldOfIsFoundByWhoAsks() {
        if (Barrier.DRAINER_PAYS) {
            return; // there each release is told
        }
        SlotRundownRef ref = new SlotRundownRef("asked");
        RundownGuard guard = ref.acquire();
        ref.beginRundown();
        assertEquals(RundownState.DRAINING, ref.state());
        Slot slot = ref.slots().findOrClaim(Thread.currentThread());
        slot.own = 0; // as if its release had been on its way when the run-down began
        assertEquals(RundownState.RUN_DOWN, ref.state());
        ref.reinitialize();
        assertEquals(RundownState.ACTIVE, ref.state());
        guard.close();
    }
}
