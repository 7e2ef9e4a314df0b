package io.rundown.benchmarks.latency;

/** Something that can be used, run down, and opened again, by one user and one drainer. */
interface Door {

    /** Goes in; the door is open. */
    void enter();

    /** Goes out; the drainer may be waiting for it. */
    void leave();

    /** Whether a run-down has begun. */
    boolean isShutting();

    /** Shuts the door and returns when the user has left. */
    void runDown() throws InterruptedException;

    /** Opens the door after a run-down. */
    void open();
}
