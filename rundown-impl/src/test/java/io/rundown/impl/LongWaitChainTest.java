package io.rundown.impl;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rundown.RundownGuard;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A circle of waits is found over any number of threads, on any stack. */
@Timeout(60)
class LongWaitChainTest {

    private static final int LENGTH = 5_000;
    private static final long SMALL_STACK = 256 * 1024;
    private static final int LONGEST_MESSAGE = 2_000;

    private final List<Thread> waiters = new ArrayList<>();
    private final List<RundownGuard> guards = new ArrayList<>();
    private final List<WaitGraph.Wait> waits = new ArrayList<>();
    private final SlotRundownRef first = new SlotRundownRef("first");

    /**
     * Makes a chain. To have so many threads wait at the same time is too dear, so each of them only acquires its guard and enters itself as a
     * waiter. Nobody takes it out.
     */
    private SlotRundownRef chain() throws InterruptedException {
        SlotRundownRef held = first;
        for (int i = 0; i < LENGTH; i++) {
            SlotRundownRef own = held;
            SlotRundownRef awaited = new SlotRundownRef("ref" + i);
            Thread waiter = new Thread(
                    () -> {
                        guards.add(own.acquire());
                        waits.add(WaitGraph.enter(awaited, new Cycle()));
                    },
                    "waiter" + i);
            waiters.add(waiter);
            waiter.start();
            waiter.join();
            held = awaited;
        }
        return held;
    }

    @AfterEach
    void leave() {
        waits.forEach(WaitGraph::leave);
        guards.forEach(RundownGuard::close);
    }

    @Test
    void circleOverFiveThousandWaitsIsFoundAndDescribedInShort() throws Exception {
        SlotRundownRef last = chain();
        AtomicReference<@Nullable String> path = new AtomicReference<>();
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        Thread search = new Thread(
                null,
                () -> {
                    assertNull(WaitGraph.pathToCurrentThread(first));
                    RundownGuard own = last.acquire();
                    path.set(WaitGraph.pathToCurrentThread(first));
                    own.close();
                },
                "search",
                SMALL_STACK);
        search.setUncaughtExceptionHandler((thread, thrown) -> failure.set(thrown));
        search.start();
        search.join();
        assertNull(failure.get(), () -> String.valueOf(failure.get()));
        String found = assertFound(path.get());
        assertTrue(found.contains("'waiter0', which holds 'first', waits for 'ref0'"), found);
        assertTrue(found.contains((LENGTH - 8) + " more threads"), found);
        assertTrue(found.contains("'waiter" + (LENGTH - 1) + "'"), found);
        assertTrue(found.contains("thread 'search' holds a guard of 'ref" + (LENGTH - 1) + "' itself"), found);
        assertTrue(found.length() < LONGEST_MESSAGE, found);
    }

    private static String assertFound(@Nullable String path) {
        assertNotNull(path);
        return path;
    }
}
