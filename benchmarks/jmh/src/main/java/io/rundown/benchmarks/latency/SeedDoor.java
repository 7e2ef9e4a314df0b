package io.rundown.benchmarks.latency;

import io.rundown.benchmarks.comparator.SeedAlgorithm;

/** The seed's algorithm, which parks and wakes with nothing around it. */
final class SeedDoor implements Door {

    private volatile SeedAlgorithm ref = new SeedAlgorithm();

    @Override
    public void enter() {
        if (!ref.tryAcquire()) {
            throw new IllegalStateException("refused by an open door");
        }
    }

    @Override
    public void leave() {
        ref.release();
    }

    @Override
    public boolean isShutting() {
        if (ref.tryAcquire()) {
            ref.release();
            return false;
        }
        return true;
    }

    @Override
    public void runDown() {
        ref.runDown();
    }

    @Override
    public void open() {
        ref = new SeedAlgorithm();
    }
}
