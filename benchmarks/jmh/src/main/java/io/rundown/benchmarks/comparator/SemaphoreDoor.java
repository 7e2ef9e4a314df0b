package io.rundown.benchmarks.comparator;

import java.util.concurrent.Semaphore;

/**
 * A {@link Semaphore} with more permits than there will ever be users: each user takes one, the run-down
 * takes them all and keeps them.
 */
public final class SemaphoreDoor {

    private static final int ALL = Integer.MAX_VALUE;

    private final Semaphore permits = new Semaphore(ALL);

    private volatile boolean shut;

    /** Takes a permit, and gives it back if the run-down has begun. */
    public boolean tryAcquire() {
        if (!permits.tryAcquire()) {
            return false;
        }
        if (shut) {
            permits.release();
            return false;
        }
        return true;
    }

    /** Gives the permit back. */
    public void release() {
        permits.release();
    }

    /** Refuses users from now on, and returns when it has all permits. One thread only. */
    public void runDown() {
        shut = true;
        permits.acquireUninterruptibly(ALL);
    }
}
