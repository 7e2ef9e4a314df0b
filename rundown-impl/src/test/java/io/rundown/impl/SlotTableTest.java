package io.rundown.impl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rundown.CallToken;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** However many threads there are, each finds its slot soon, and is met as one. */
@Timeout(120)
class SlotTableTest {

    private static final int CROWD = 1_000;

    private final SlotRundownRef ref = new SlotRundownRef("crowded");

    private int places() {
        AtomicInteger places = new AtomicInteger();
        ref.slots().firstExcept(0, slot -> places.incrementAndGet() > 0);
        return places.get();
    }

    private int slots() {
        AtomicInteger slots = new AtomicInteger();
        ref.slots().forEach(slot -> slots.incrementAndGet());
        return slots.get();
    }

    private CallToken enter() {
        CallToken token = ref.enter();
        assertNotNull(token);
        return token;
    }

    @Test
    void slotsOfACrowdStandInTheNewestPartTooAndCountOnce() throws Exception {
        CountDownLatch claimed = new CountDownLatch(CROWD);
        CyclicBarrier together = new CyclicBarrier(CROWD + 1);
        List<TestThread> threads = new ArrayList<>();
        for (int i = 0; i < CROWD; i++) {
            threads.add(TestThread.platform(() -> {
                CallToken first = enter();
                first.exit();
                claimed.countDown();
                claimed.await(); // the table has grown to its size
                CallToken again = enter();
                assertSame(first, again, "a thread keeps its slot");
                assertTrue(ref.isHeldByCurrentThread());
                together.await();
                together.await();
                again.exit();
            }));
        }
        together.await();
        assertEquals(CROWD, slots());
        assertEquals(CROWD, ref.inFlight());
        assertEquals(CROWD, ref.holders().size());
        assertTrue(places() > CROWD, "in the newest part, too: " + places());
        assertTrue(places() <= 2 * CROWD, "and nowhere else: " + places());
        ref.beginRundown();
        together.await();
        for (TestThread thread : threads) {
            thread.finish();
        }
        ref.awaitRundown();
        assertEquals(0, slots());
        assertEquals(0, places());
    }
}
