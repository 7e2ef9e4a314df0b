package io.rundown.benchmarks.comparator;

/**
 * The reference count that Lucene's index readers made popular: it begins at one, for the owner; a use
 * adds one if the count is not zero yet; the owner takes its one out, and whoever takes the last closes.
 * There is no bit that refuses: while a use is out others may come in, so a busy thing may never end.
 */
public final class ReferenceCount extends PaddedWord {

    private final Waiter waiter = new Waiter();

    /** The owner holds the only reference. */
    public ReferenceCount() {
        super(1);
    }

    /** Adds a reference, unless there is none left. */
    public boolean tryIncRef() {
        while (true) {
            long seen = word;
            if (seen <= 0) {
                return false;
            }
            if (compareAndSet(seen, seen + 1)) {
                return true;
            }
        }
    }

    /** Takes a reference out again, and wakes the owner if it was the last. */
    public void decRef() {
        long before = getAndAdd(-1);
        if (before == 1) {
            waiter.wake();
        } else if (before < 1) {
            throw new IllegalStateException("more references given back than taken: the count was " + before);
        }
    }

    /** Gives the owner's reference back, and returns when none is left. One thread only. */
    public void runDown() {
        decRef();
        waiter.await(() -> word == 0);
    }
}
