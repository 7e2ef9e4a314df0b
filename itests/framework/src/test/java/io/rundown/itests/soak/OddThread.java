package io.rundown.itests.soak;

/** A thread of a class that overrides whatever a class of threads may. What is told by its methods is wrong, or they tell nothing. */
final class OddThread extends Thread {

    /** What its methods do. */
    enum Oddity {
        THROW,
        LIE
    }

    private final Oddity oddity;

    OddThread(Runnable body, String name, Oddity oddity) {
        super(body, name);
        this.oddity = oddity;
    }

    private <T> T odd(T lie) {
        if (oddity == Oddity.THROW) {
            throw new UnsupportedOperationException("a thread of this class does not tell");
        }
        return lie;
    }

    @Override
    @SuppressWarnings({"deprecation", "RedundantSuppression"}) // deprecated by later JDKs
    public long getId() {
        return odd(1L);
    }

    @Override
    public State getState() {
        return odd(State.TERMINATED);
    }

    @Override
    public StackTraceElement[] getStackTrace() {
        return odd(new StackTraceElement[0]);
    }

    @Override
    public void interrupt() {
        odd(null);
    }

    @Override
    public boolean equals(Object other) {
        return odd(other instanceof Thread);
    }

    @Override
    public int hashCode() {
        return odd((int) System.nanoTime());
    }

    @Override
    public String toString() {
        return odd("Thread[main,5,main]");
    }
}
