package io.rundown.benchmarks.comparator;

import java.util.concurrent.locks.StampedLock;

/**
 * {@link ReadWriteLockDoor} with a {@link StampedLock}, which does not count readers by thread. Optimistic
 * reading is of no use here: the run-down must know of the reader.
 */
public final class StampedLockDoor {

    private final StampedLock lock = new StampedLock();

    /** Guarded by the lock. */
    private boolean shut;

    /** Takes the read lock, and keeps it unless the door is shut; the answer is its stamp, zero for none. */
    public long tryAcquire() {
        long stamp = lock.readLock();
        if (shut) {
            lock.unlockRead(stamp);
            return 0;
        }
        return stamp;
    }

    /** Gives the read lock back. */
    public void release(long stamp) {
        lock.unlockRead(stamp);
    }

    /** Shuts the door when nobody is inside. */
    public void runDown() {
        long stamp = lock.writeLock();
        try {
            shut = true;
        } finally {
            lock.unlockWrite(stamp);
        }
    }
}
