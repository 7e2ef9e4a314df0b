package io.rundown.impl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rundown.RundownGuard;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Subclasses of {@code Thread} that take themselves to be equal to each other, and to have the same id, are told apart all the same. */
@Timeout(60)
class ThreadSubclassTest {

    private final SlotRundownRef ref = new SlotRundownRef("subclasses");

    /** Like all others of its kind. */
    private static final class Alike extends Thread {

        Alike(Runnable run) {
            super(run);
            setDaemon(true);
        }

        @Override
        @SuppressWarnings({"deprecation", "InconsistentOverloads"})
        public long getId() {
            return 1;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Alike;
        }

        @Override
        public int hashCode() {
            return 1;
        }
    }

    private static TestThread start(TestThread.Body body) {
        return new TestThread(
                run -> {
                    Thread made = new Alike(run);
                    made.start();
                    return made;
                },
                body);
    }

    @Test
    void waiterThatGivesUpDoesNotTakeAnotherAlong() throws Exception {
        RundownGuard guard = ref.acquire();
        ref.beginRundown();
        TestThread stays = start(ref::awaitRundown);
        stays.awaitParked();
        start(() -> assertFalse(ref.awaitRundown(Duration.ofMillis(1)))).finish();
        guard.close();
        stays.finish();
    }

    @Test
    void workCarriedByOneIsNotInsideByAnother() throws Exception {
        CountDownLatch carried = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        RundownGuard guard = ref.acquire();
        Runnable work = guard.wrap(() -> {
            carried.countDown();
            try {
                leave.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        guard.close();
        TestThread carrier = start(work::run);
        carried.await();
        ref.beginRundown();
        start(() -> {
                    assertFalse(ref.isHeldByCurrentThread());
                    assertNull(ref.enter());
                })
                .finish();
        leave.countDown();
        carrier.finish();
        ref.awaitRundown();
    }

    @Test
    void holdersAreToldApart() throws Exception {
        RundownGuard[] guards = new RundownGuard[2];
        start(() -> guards[0] = ref.acquire()).finish();
        start(() -> guards[1] = ref.tryAcquire(2)).finish();
        assertEquals(2, ref.holders().size());
        assertEquals(3, ref.inFlight());
        guards[0].close();
        guards[1].close();
        assertTrue(ref.holders().isEmpty());
    }
}
