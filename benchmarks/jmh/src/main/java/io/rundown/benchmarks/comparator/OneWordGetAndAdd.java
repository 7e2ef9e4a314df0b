package io.rundown.benchmarks.comparator;

/**
 * {@link SeedAlgorithm} without its loops: the use is added first, in one instruction, and taken back if
 * the run-down had begun. It shows how much of the cost is the retrying, and how much is the one word.
 */
public final class OneWordGetAndAdd extends PaddedWord {

    private static final long RUNDOWN = 1;
    private static final long ONE_USE = 2;

    private final Waiter waiter = new Waiter();

    /** Nobody is inside, and the door is open. */
    public OneWordGetAndAdd() {
        super(0);
    }

    /** Counts a use, and takes it back if the run-down has begun. */
    public boolean tryAcquire() {
        if ((getAndAdd(ONE_USE) & RUNDOWN) == 0) {
            return true;
        }
        release();
        return false;
    }

    /** Takes a use out again, and wakes the waiter if it was the last. */
    public void release() {
        if (getAndAdd(-ONE_USE) == (ONE_USE | RUNDOWN)) {
            waiter.wake();
        }
    }

    /**
     * Refuses uses from now on, and returns when none is left. A refused attempt may show in the word
     * afterwards, for a moment. One thread only.
     */
    public void runDown() {
        getAndSetBits(RUNDOWN);
        waiter.await(() -> word == RUNDOWN);
    }
}
