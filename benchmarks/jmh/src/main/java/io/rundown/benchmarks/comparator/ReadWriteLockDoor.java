package io.rundown.benchmarks.comparator;

import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Users hold the read lock of a {@link ReentrantReadWriteLock}; the run-down takes the write lock to shut
 * the door. A caller that comes while the run-down waits is refused only when that wait is over.
 */
public final class ReadWriteLockDoor {

    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();

    /** Guarded by the lock. */
    private boolean shut;

    /** Takes the read lock, and keeps it unless the door is shut. */
    public boolean tryAcquire() {
        lock.readLock().lock();
        if (shut) {
            lock.readLock().unlock();
            return false;
        }
        return true;
    }

    /** Gives the read lock back. */
    public void release() {
        lock.readLock().unlock();
    }

    /** Shuts the door when nobody is inside. */
    public void runDown() {
        lock.writeLock().lock();
        try {
            shut = true;
        } finally {
            lock.writeLock().unlock();
        }
    }
}
