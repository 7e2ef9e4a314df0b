package io.rundown.impl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rundown.RundownGuard;
import io.rundown.RundownState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Guards that nobody can close any more are found, if asked for. */
@Timeout(60)
@EnabledIfSystemProperty(named = LeakDetection.PROPERTY, matches = "every")
class LeakTest {

    private static final Logger LOGGER = Logger.getLogger("io.rundown");

    private final List<LogRecord> logged = new ArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public synchronized void publish(LogRecord record) {
            logged.add(record);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };
    private final SlotRundownRef ref = new SlotRundownRef("leaky");

    @BeforeEach
    void listen() {
        LOGGER.addHandler(handler);
        LOGGER.setUseParentHandlers(false);
    }

    @AfterEach
    void stopListening() {
        LOGGER.removeHandler(handler);
        LOGGER.setUseParentHandlers(true);
    }

    @Test
    void leakedGuardIsReleasedCountedAndLoggedWithItsAcquisition() throws Exception {
        loseAGuard();
        ref.beginRundown();
        collectUntilRunDown();
        assertEquals(1, ref.leakedGuards());
        LogRecord warning;
        do { // it is logged after the release
            synchronized (handler) {
                warning = logged.isEmpty() ? null : logged.get(0);
            }
        } while (warning == null);
        assertTrue(warning.getMessage().contains("'leaky', count 3"), warning.getMessage());
        Throwable acquisition = warning.getThrown();
        assertNotNull(acquisition);
        assertTrue(List.of(acquisition.getStackTrace()).stream()
                .anyMatch(frame -> frame.getMethodName().equals("loseAGuard")));
    }

    /** As if an error had struck between the making of a guard and the addition of its uses. */
    @Test
    void guardWhoseUsesWereNeverAddedIsNoLeak() {
        Slot slot = ref.slots().findOrClaim(Thread.currentThread());
        loseAGuardThatDoesNotCount(slot);
        System.gc();
        for (int leaks = 1; leaks <= 2; leaks++) {
            loseAGuard();
            while (ref.leakedGuards() < leaks) {
                System.gc();
            }
        }
        while (slot.guards() > 0) { // released after it is counted as a leak
            Thread.onSpinWait();
        }
        assertEquals(0, slot.guards());
        assertEquals(2, ref.leakedGuards());
    }

    private void loseAGuardThatDoesNotCount(Slot slot) {
        assertEquals(5, ref.guard(slot, 5).count());
    }

    @Test
    void closedAndSharedGuardsAreNoLeaks() throws Exception {
        RundownGuard kept = ref.acquire();
        for (int i = 0; i < 1_000; i++) {
            RundownGuard guard = ref.acquire();
            RundownGuard shared = guard.share();
            guard.close();
            shared.close();
        }
        System.gc();
        loseAGuard();
        ref.beginRundown();
        while (ref.leakedGuards() == 0) {
            System.gc();
        }
        assertEquals(RundownState.DRAINING, ref.state());
        kept.close();
        collectUntilRunDown();
        assertEquals(1, ref.leakedGuards(), "the lost one, and no other");
    }

    @Test
    void attemptsThatAreRefusedAtTheSecondLookAreNoLeaks() throws Exception {
        AtomicBoolean stop = new AtomicBoolean();
        List<TestThread> users = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            users.add(TestThread.platform(() -> {
                while (!stop.get()) {
                    RundownGuard guard = ref.tryAcquire();
                    if (guard != null) {
                        guard.close();
                    }
                }
            }));
        }
        for (int i = 0; i < 3_000; i++) {
            ref.waitForRundown();
            ref.reinitialize();
        }
        stop.set(true);
        for (TestThread user : users) {
            user.finish();
        }
        for (int i = 1; i <= 5; i++) { // what is garbage now has been found when garbage made later was, repeatedly
            System.gc();
            SlotRundownRef later = new SlotRundownRef("later");
            assertNotNull(later.tryAcquire());
            while (later.leakedGuards() == 0) {
                System.gc();
            }
        }
        assertEquals(0, ref.leakedGuards());
        assertEquals(0, ref.inFlight());
    }

    private void loseAGuard() {
        assertNotNull(ref.tryAcquire(3));
    }

    private void collectUntilRunDown() throws InterruptedException {
        TestThread drainer = TestThread.platform(ref::awaitRundown);
        while (!drainer.isFinished()) {
            System.gc();
            drainer.awaitFinished(Duration.ofMillis(20));
        }
        drainer.finish();
    }
}
