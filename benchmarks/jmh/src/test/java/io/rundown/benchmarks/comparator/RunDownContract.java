package io.rundown.benchmarks.comparator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What each comparator must do to be comparable at all. */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class RunDownContract {

    private static final int ROUNDS = 30;
    private static final int CALLS = 3_000;

    /** A comparator in its initial state. */
    abstract TestedDoor open();

    @Test
    void aUseIsRefusedAfterTheRunDown() throws InterruptedException {
        TestedDoor door = open();
        assertTrue(door.enter());
        door.leave();
        door.runDown();
        assertFalse(door.enter());
        assertFalse(door.enter(), "and a refused attempt does not open it");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void theDrainerReturnsOnlyAfterTheLastRelease(int uses) throws InterruptedException {
        TestedDoor door = open();
        for (int use = 0; use < uses; use++) {
            assertTrue(door.enter());
        }
        AtomicInteger left = new AtomicInteger();
        AtomicInteger leftAtReturn = new AtomicInteger(-1);
        Thread drainer = start(() -> {
            door.runDown();
            leftAtReturn.set(left.get());
        });
        for (int use = 0; use < uses; use++) {
            awaitParked(drainer);
            left.incrementAndGet();
            door.leave();
        }
        join(drainer);
        assertEquals(uses, leftAtReturn.get());
    }

    @Test
    void nobodyIsInsideOnceTheRunDownHasReturned() throws InterruptedException {
        for (int round = 0; round < ROUNDS; round++) {
            TestedDoor door = open();
            Thing thing = new Thing();
            List<Thread> users = new ArrayList<>();
            for (int user = 0; user < 2; user++) {
                users.add(start(() -> use(door, thing)));
            }
            door.runDown();
            thing.free = true;
            for (Thread user : users) {
                join(user);
            }
            assertEquals(0, thing.usedFreed.get(), "uses of what was freed");
        }
    }

    private static void use(TestedDoor door, Thing thing) {
        for (int call = 0; call < CALLS && door.enter(); call++) {
            if (thing.free) {
                thing.usedFreed.incrementAndGet();
            }
            door.leave();
        }
    }

    static Thread start(Body body) {
        Thread thread = new Thread(() -> {
            try {
                body.run();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    @SuppressWarnings("ThreadPriorityCheck") // there is no event to wait for
    static void awaitParked(Thread thread) {
        while (thread.getState() != Thread.State.WAITING && thread.getState() != Thread.State.TERMINATED) {
            Thread.yield();
        }
    }

    static void join(Thread thread) throws InterruptedException {
        thread.join(TimeUnit.SECONDS.toMillis(15));
        assertFalse(thread.isAlive(), "the thread should have ended");
    }

    /** What a thread runs. */
    @FunctionalInterface
    interface Body {
        void run() throws InterruptedException;
    }

    /** What is protected. Published by the door alone. */
    private static final class Thing {
        private boolean free;
        private final AtomicInteger usedFreed = new AtomicInteger();
    }
}
