package io.rundown.benchmarks.comparator;

/** What all comparators have in common, whatever they call it. */
interface TestedDoor {

    /** Goes in unless refused. */
    boolean enter();

    /** Goes out; on the thread that went in. */
    void leave();

    /** Returns when nobody is inside and nobody can come in. */
    void runDown() throws InterruptedException;

    /** A door whose three operations are given. */
    static TestedDoor of(Entrance entrance, Runnable exit, Runnable runDown) {
        return new TestedDoor() {
            @Override
            public boolean enter() {
                return entrance.enter();
            }

            @Override
            public void leave() {
                exit.run();
            }

            @Override
            public void runDown() {
                runDown.run();
            }
        };
    }

    /** The way in. */
    @FunctionalInterface
    interface Entrance {
        boolean enter();
    }
}
