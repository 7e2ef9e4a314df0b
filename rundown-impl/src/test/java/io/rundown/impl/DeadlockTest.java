package io.rundown.impl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rundown.RundownDeadlockException;
import io.rundown.RundownGuard;
import io.rundown.RundownState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Threads that would wait for each other are told so; threads that would not are left to wait. */
@Timeout(60)
class DeadlockTest {

    private final SlotRundownRef a = new SlotRundownRef("a");
    private final SlotRundownRef b = new SlotRundownRef("b");

    private static TestThread start(TestThread.Body body) {
        return TestThread.platform(body);
    }

    @Test
    void lastOfTwoThreadsToCloseTheCircleIsTold() throws Exception {
        RundownGuard own = a.acquire();
        TestThread other = start(() -> {
            try (RundownGuard guard = b.acquire()) {
                a.waitForRundown();
                assertEquals(1, guard.count());
            }
        });
        other.awaitParked();
        RundownDeadlockException told = assertThrows(RundownDeadlockException.class, b::waitForRundown);
        assertTrue(String.valueOf(told.getMessage()).contains("waits for 'a'"), told.getMessage());
        assertEquals(RundownState.ACTIVE, b.state(), "not begun");
        own.close();
        other.finish();
        b.waitForRundown();
    }

    /** However the threads race, all but those that were told get to their ends. */
    @Test
    void circleOfFourIsAlwaysBroken() throws Exception {
        for (int round = 0; round < 200; round++) {
            List<SlotRundownRef> refs = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                refs.add(new SlotRundownRef("ref" + i));
            }
            CyclicBarrier allHold = new CyclicBarrier(4);
            AtomicInteger told = new AtomicInteger();
            List<TestThread> threads = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                SlotRundownRef held = refs.get(i);
                SlotRundownRef awaited = refs.get((i + 1) % 4);
                threads.add(start(() -> {
                    try (RundownGuard guard = held.acquire()) {
                        allHold.await();
                        awaited.waitForRundown();
                        assertEquals(1, guard.count());
                    } catch (RundownDeadlockException e) {
                        told.incrementAndGet();
                    }
                }));
            }
            for (TestThread thread : threads) {
                thread.finish();
            }
            assertTrue(told.get() >= 1);
        }
    }

    @Test
    void waitingForARefWhoseHolderWaitsForAnotherIsNoCircle() throws Exception {
        SlotRundownRef c = new SlotRundownRef("c");
        RundownGuard last = c.acquire();
        TestThread middle = start(() -> {
            try (RundownGuard guard = b.acquire()) {
                c.waitForRundown();
                assertEquals(1, guard.count());
            }
        });
        middle.awaitParked();
        TestThread first = start(() -> {
            try (RundownGuard guard = a.acquire()) {
                b.waitForRundown();
                assertEquals(1, guard.count());
            }
        });
        first.awaitParked();
        last.close();
        first.finish();
        middle.finish();
        assertEquals(RundownState.RUN_DOWN, b.state());
    }

    /** A thread that gave one up before it waits for the other was seen to hold it and to wait. */
    @Test
    void whoGaveUpOneBeforeItWaitsForTheOtherIsInNoCircle() throws Exception {
        for (int round = 0; round < 3_000; round++) {
            SlotRundownRef first = new SlotRundownRef("first");
            SlotRundownRef second = new SlotRundownRef("second");
            RundownGuard own = second.acquire();
            CyclicBarrier together = new CyclicBarrier(2);
            TestThread other = start(() -> {
                RundownGuard given = first.acquire();
                together.await();
                given.close();
                second.waitForRundown();
            });
            together.await();
            first.waitForRundown(); // must not be told of a circle
            own.close();
            other.finish();
        }
    }

    /** Who looks whether another ref is run down, and does not wait for it, keeps nobody waiting. */
    @Test
    void whoOnlyLooksIsInNoCircle() throws Exception {
        RundownGuard own = b.acquire();
        AtomicBoolean stop = new AtomicBoolean();
        TestThread looking = start(() -> {
            try (RundownGuard guard = a.acquire()) {
                while (!stop.get()) {
                    assertFalse(b.awaitRundown(Duration.ZERO));
                }
                assertEquals(1, guard.count());
            }
        });
        for (int round = 0; round < 20_000; round++) {
            a.awaitRundown(Duration.ofNanos(1)); // must not be told of a circle
        }
        stop.set(true);
        looking.finish();
        own.close();
    }

    @Test
    void circleThroughCarriedWorkIsFound() throws Exception {
        RundownGuard guard = b.acquire();
        AtomicInteger told = new AtomicInteger();
        CyclicBarrier bothHold = new CyclicBarrier(2);
        Runnable work = guard.wrap(() -> {
            try {
                bothHold.await();
                a.waitForRundown();
            } catch (RundownDeadlockException e) {
                told.incrementAndGet();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
        guard.close();
        TestThread carrier = start(work::run);
        TestThread holder = start(() -> {
            try (RundownGuard own = a.acquire()) {
                bothHold.await();
                b.waitForRundown();
                assertEquals(1, own.count());
            } catch (RundownDeadlockException e) {
                told.incrementAndGet();
            }
        });
        carrier.finish();
        holder.finish();
        assertTrue(told.get() >= 1);
    }
}
