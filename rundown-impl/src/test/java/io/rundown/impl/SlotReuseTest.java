package io.rundown.impl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rundown.CallToken;
import io.rundown.RundownGuard;
import io.rundown.RundownState;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** A ref keeps no more slots than threads were inside together, and no thread that has ended. */
@Timeout(120)
class SlotReuseTest {

    private final SlotRundownRef ref = new SlotRundownRef("reuse");

    private int slots() {
        AtomicInteger count = new AtomicInteger();
        ref.slots().forEach(slot -> count.incrementAndGet());
        return count.get();
    }

    private void call() {
        CallToken token = ref.enter();
        assertNotNull(token);
        token.exit();
    }

    @Test
    void hundredThousandShortThreadsShareAFewSlots() throws Exception {
        int atATime = 10;
        for (int i = 0; i < 100_000 / atATime; i++) {
            List<TestThread> threads = new ArrayList<>();
            for (int j = 0; j < atATime; j++) {
                threads.add(TestThread.platform(this::call));
            }
            for (TestThread thread : threads) {
                thread.finish();
            }
        }
        assertTrue(slots() <= 8 + 16 + 32, slots() + " slots");
        ref.waitForRundown();
        assertEquals(0, slots());
    }

    @Test
    void slotOfAnEndedThreadIsKeptWhileItsGuardIsOut() throws Exception {
        List<RundownGuard> guards = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            TestThread.platform(() -> guards.add(ref.acquire())).finish();
        }
        assertEquals(100, ref.inFlight());
        assertEquals(100, slots());
        ref.beginRundown();
        guards.forEach(RundownGuard::close);
        assertEquals(RundownState.RUN_DOWN, ref.state());
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void hundredThousandVirtualThreadsAreDrainedAndLeaveNothing() throws Exception {
        int crowd = 100_000;
        CountDownLatch inside = new CountDownLatch(crowd);
        CountDownLatch leave = new CountDownLatch(1);
        AtomicInteger left = new AtomicInteger();
        List<TestThread> threads = new ArrayList<>();
        for (int i = 0; i < crowd; i++) {
            threads.add(new TestThread(VirtualThreads::start, () -> {
                CallToken token = ref.enter();
                assertNotNull(token);
                inside.countDown();
                leave.await();
                left.incrementAndGet();
                token.exit();
            }));
        }
        inside.await();
        assertEquals(crowd, ref.inFlight());
        ref.beginRundown();
        leave.countDown();
        ref.awaitRundown();
        assertEquals(crowd, left.get());
        for (TestThread thread : threads) {
            thread.finish(); // one of them has ended the run-down, and drops the slots after having said so
        }
        assertEquals(0, slots());
        ref.reinitialize();
        assertEquals(0, ref.inFlight());
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void hundredThousandVirtualThreadsOneAfterAnotherShareAFewSlots() throws Exception {
        for (int i = 0; i < 100_000; i++) {
            new TestThread(VirtualThreads::start, this::call).finish();
        }
        assertTrue(slots() <= 8, slots() + " slots");
    }

    @Test
    void endedThreadAndItsContextClassLoaderAreCollectable() throws Exception {
        assertCollected(endedThreadThatCalled());
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void endedVirtualThreadIsCollectableThoughItsGuardIsOut() throws Exception {
        RundownGuard[] guard = new RundownGuard[1];
        assertCollected(endedVirtualThreadThatAcquired(guard));
        assertEquals(1, ref.inFlight());
        guard[0].close();
        assertEquals(0, ref.inFlight());
    }

    private WeakReference<?> endedThreadThatCalled() throws InterruptedException {
        ClassLoader loader = new ClassLoader(null) {};
        TestThread thread = TestThread.platform(() -> {
            Thread.currentThread().setContextClassLoader(loader);
            call();
        });
        thread.finish();
        return new WeakReference<>(loader);
    }

    private WeakReference<?> endedVirtualThreadThatAcquired(RundownGuard[] guard) throws InterruptedException {
        TestThread thread = new TestThread(VirtualThreads::start, () -> guard[0] = ref.acquire());
        thread.finish();
        return new WeakReference<>(thread.thread());
    }

    @SuppressWarnings("ThreadPriorityCheck") // there is no event to wait for
    private static void assertCollected(WeakReference<?> reference) {
        long deadline = System.nanoTime() + 20_000_000_000L;
        while (reference.get() != null) {
            assertTrue(System.nanoTime() < deadline, "still reachable");
            System.gc();
            Thread.yield();
        }
    }
}
