package io.rundown.benchmarks.comparator;

import java.util.concurrent.Phaser;

/**
 * Each user is a party of a {@link Phaser} while it is inside. One party is the owner's, which never
 * arrives, so there is only one phase; when the owner leaves and the last user after it, the phaser
 * terminates, and a terminated phaser takes no party.
 */
public final class PhaserDoor {

    private final Phaser phaser = new Phaser(1);

    private volatile boolean shut;

    /** Registers a party, and takes it out again if the run-down has begun. */
    public boolean tryAcquire() {
        if (phaser.register() < 0) {
            return false;
        }
        if (shut) {
            phaser.arriveAndDeregister();
            return false;
        }
        return true;
    }

    /** Takes the party out again. */
    public void release() {
        phaser.arriveAndDeregister();
    }

    /** Refuses parties from now on, and returns when none is left. One thread only. */
    public void runDown() {
        shut = true;
        phaser.awaitAdvance(phaser.arriveAndDeregister());
    }
}
