package io.rundown.benchmarks.comparator;

/**
 * Run-down protection in one word, as NT has it in its plain variant and the Rust crate {@code
 * run-down} after it: a count and a bit that says that the run-down has begun, changed together by
 * compare-and-set. All threads meet on the word.
 *
 * <p>Bit 0 is the run-down bit; the bits above count the uses.
 */
public final class SeedAlgorithm extends PaddedWord {

    private static final long RUNDOWN = 1;
    private static final long ONE_USE = 2;

    private final Waiter waiter = new Waiter();

    /** Nobody is inside, and the door is open. */
    public SeedAlgorithm() {
        super(0);
    }

    /** Counts a use, unless the run-down has begun. */
    public boolean tryAcquire() {
        while (true) {
            long seen = word;
            if ((seen & RUNDOWN) != 0) {
                return false;
            }
            if (compareAndSet(seen, seen + ONE_USE)) {
                return true;
            }
        }
    }

    /** Takes a use out again, and wakes the waiter if it was the last. */
    public void release() {
        while (true) {
            long seen = word;
            long next = seen - ONE_USE;
            if (compareAndSet(seen, next)) {
                if (next == RUNDOWN) {
                    waiter.wake();
                }
                return;
            }
        }
    }

    /** Refuses uses from now on, and returns when none is left. One thread only. */
    public void runDown() {
        getAndSetBits(RUNDOWN);
        waiter.await(() -> word == RUNDOWN);
    }
}
