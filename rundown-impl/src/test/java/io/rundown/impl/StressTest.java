package io.rundown.impl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rundown.CallToken;
import io.rundown.RundownGuard;
import io.rundown.RundownState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Threads of all kinds use a ref in every way there is, at random, while another runs it down, cancels,
 * and opens it again. What the ref protects is {@link #freed} while it is run down, and no user may ever
 * see that; after each drain it is looked at once more, after the others had time to do wrong.
 *
 * <p>{@code -Drundown.stress.seconds} and {@code -Drundown.stress.seed} set how long and from where.
 */
class StressTest {

    /** More than the first part of a table has places for. */
    private static final int STAYING = 12;

    private static final long SECONDS = Long.getLong("rundown.stress.seconds", 60);
    private static final long SEED = Long.getLong("rundown.stress.seed", System.nanoTime());

    private final SlotRundownRef ref = new SlotRundownRef("stressed");
    private final ConcurrentLinkedQueue<RundownGuard> handedOver = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Runnable> handedWork = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean stop = new AtomicBoolean();
    private final AtomicLong uses = new AtomicLong();
    private final AtomicLong outside = new AtomicLong();

    /** Plain on purpose: the ref alone orders it. */
    private boolean freed;

    private int written;

    @Test
    @Timeout(600)
    void nobodyUsesWhatIsFreed() throws Exception {
        Random random = new Random(SEED);
        List<TestThread> users = new ArrayList<>();
        for (int i = 0; i < STAYING; i++) {
            Random own = new Random(random.nextLong());
            users.add(new TestThread(starter(own), () -> useUntilStopped(own)));
        }
        users.add(TestThread.platform(() -> startShortLived(new Random(random.nextLong()))));
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        long drains = 0;
        long cancelled = 0;
        while (System.nanoTime() < end) {
            if (runDown(random)) {
                drains++;
            } else {
                cancelled++;
            }
        }
        stop.set(true);
        for (TestThread user : users) {
            user.finish();
        }
        closeHandedOver(random);
        ref.waitForRundown();
        assertEquals(0, ref.inFlight());
        System.getLogger("io.rundown.stress")
                .log(
                        System.Logger.Level.INFO,
                        "seed {0}, {1}: {2} uses, {3} refusals, {4} drains, {5} cancelled",
                        Long.toString(SEED),
                        Barrier.mode(),
                        uses,
                        outside,
                        drains,
                        cancelled);
        assertTrue(drains > 0 && cancelled > 0 && uses.get() > 0 && outside.get() > 0, "not everything happened");
    }

    private static Function<Runnable, Thread> starter(Random random) {
        if (Runtime.version().feature() >= 21 && random.nextBoolean()) {
            return VirtualThreads::start;
        }
        return run -> {
            Thread made = new Thread(run);
            made.setDaemon(true);
            made.start();
            return made;
        };
    }

    /** One run-down; answers whether it was completed. */
    private boolean runDown(Random random) throws InterruptedException {
        pause(random);
        CompletableFuture<?> end = ref.whenRundown().toCompletableFuture();
        assertFalse(end.isDone());
        assertTrue(ref.beginRundown());
        if (random.nextInt(4) == 0 && ref.cancelRundown()) {
            assertTrue(end.isCompletedExceptionally());
            return false;
        }
        closeHandedOver(random); // those who would close them may be gone, or refused
        while (!ref.awaitRundown(Duration.ofMillis(20))) {
            closeHandedOver(random);
        }
        assertEquals(RundownState.RUN_DOWN, ref.state());
        end.orTimeout(10, TimeUnit.SECONDS).join(); // who ends a run-down says so, and then completes the stage
        freed = true;
        int before = written;
        pause(random);
        assertEquals(before, written, "somebody wrote after the drain; seed " + SEED);
        freed = false;
        ref.reinitialize();
        return true;
    }

    @SuppressWarnings("ThreadPriorityCheck") // to let the others on where there are few processors
    private static void pause(Random random) {
        int spins = random.nextInt(2_000);
        for (int i = 0; i < spins; i++) {
            Thread.onSpinWait();
        }
        if (random.nextInt(4) == 0) {
            Thread.yield();
        }
    }

    private void startShortLived(Random random) throws InterruptedException {
        while (!stop.get()) {
            Random own = new Random(random.nextLong());
            TestThread shortLived = new TestThread(starter(own), () -> {
                for (int i = own.nextInt(4); i >= 0; i--) {
                    use(own);
                }
            });
            shortLived.finish();
        }
    }

    private void useUntilStopped(Random random) {
        while (!stop.get()) {
            use(random);
        }
    }

    private void use(Random random) {
        switch (random.nextInt(8)) {
            case 0, 1 -> call(random, 2);
            case 2 -> guard(random, ref.tryAcquire());
            case 3 -> guard(random, ref.tryAcquire(1 + random.nextInt(3)));
            case 4 -> handOver(random);
            case 5 -> keep(random);
            case 6 -> wrap(random);
            default -> closeOne(random);
        }
    }

    private void call(Random random, int depth) {
        CallToken token = ref.enter();
        if (token == null) {
            refused();
            return;
        }
        touch(random);
        if (depth > 0 && random.nextBoolean()) {
            call(random, depth - 1);
        }
        touch(random);
        token.exit();
    }

    private void guard(Random random, @Nullable RundownGuard guard) {
        if (guard == null) {
            refused();
            return;
        }
        touch(random);
        if (random.nextInt(4) == 0) {
            RundownGuard second = guard.share();
            guard.close();
            touch(random);
            second.close();
        }
        guard.close(); // once more, sometimes
    }

    /** Leaves the processor to the one who can open the ref again. */
    private void refused() {
        outside.incrementAndGet();
        LockSupport.parkNanos(1);
    }

    private void handOver(Random random) {
        RundownGuard guard = ref.tryAcquire();
        if (guard != null) {
            handedOver.add(random.nextBoolean() ? guard : shared(guard));
        } else {
            refused();
        }
    }

    /** What outlives the call. */
    private void keep(Random random) {
        CallToken token = ref.enter();
        if (token == null) {
            refused();
            return;
        }
        RundownGuard kept = ref.keep();
        token.exit();
        touch(random);
        handedOver.add(kept);
    }

    /** What takes the right to nested calls along. */
    private void wrap(Random random) {
        RundownGuard guard = ref.tryAcquire();
        if (guard == null) {
            refused();
            return;
        }
        long seed = random.nextLong();
        handedWork.add(guard.wrap(() -> {
            Random own = new Random(seed);
            touch(own);
            CallToken nested = ref.enter();
            assertNotNull(nested, "carried work is inside");
            touch(own);
            nested.exit();
        }));
        guard.close();
    }

    private static RundownGuard shared(RundownGuard guard) {
        try (guard) {
            return guard.share();
        }
    }

    private void closeOne(Random random) {
        RundownGuard guard = handedOver.poll();
        if (guard != null) {
            touch(random);
            guard.close();
        }
        Runnable work = handedWork.poll();
        if (work != null) {
            work.run();
        }
    }

    private void closeHandedOver(Random random) {
        while (!handedOver.isEmpty() || !handedWork.isEmpty()) {
            closeOne(random);
        }
    }

    /** What only who holds a guard may do. */
    private void touch(Random random) {
        uses.incrementAndGet();
        assertTrue(!freed, "used what was freed; seed " + SEED);
        written++;
        if (random.nextInt(8) == 0) {
            pause(random);
        }
        assertTrue(!freed, "freed under a use; seed " + SEED);
    }
}
