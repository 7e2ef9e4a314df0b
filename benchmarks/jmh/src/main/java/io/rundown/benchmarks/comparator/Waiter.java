package io.rundown.benchmarks.comparator;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that waits for a run-down. It enters its name, looks, then parks; who makes the
 * condition true looks for a name afterwards. Both accesses are volatile, so one sees the other.
 */
final class Waiter {

    private volatile @Nullable Thread waiting;

    /** Parks the calling thread until {@code condition} holds. Interrupts are left for later. */
    void await(BooleanSupplier condition) {
        boolean interrupted = false;
        waiting = Thread.currentThread();
        while (!condition.getAsBoolean()) {
            LockSupport.park(this);
            interrupted |= Thread.interrupted();
        }
        waiting = null;
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Lets the waiting thread look again, if there is one. */
    void wake() {
        LockSupport.unpark(waiting);
    }
}
