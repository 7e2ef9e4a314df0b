package io.rundown.itests.harness;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** How long tests wait for what must happen; nothing in the tests waits without this bound. */
public final class Patience {

    /** The bound. */
    public static final Duration BOUND = Duration.parse(System.getProperty("rundown.itests.patience", "PT20S"));

    private Patience() {}

    /** Waits for the latch. */
    public static void await(String what, CountDownLatch latch) throws InterruptedException {
        if (!latch.await(BOUND.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("did not happen within " + BOUND + ": " + what);
        }
    }

    /** Waits until the condition holds: for states that are reached by themselves and have no event. */
    public static void until(String what, Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + BOUND.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("did not become true within " + BOUND + ": " + what);
            }
            Thread.sleep(2);
        }
    }
}
