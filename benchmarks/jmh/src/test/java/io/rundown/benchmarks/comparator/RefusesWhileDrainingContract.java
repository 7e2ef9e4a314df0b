package io.rundown.benchmarks.comparator;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** What those do that refuse a late caller at once, while others are still inside. */
abstract class RefusesWhileDrainingContract extends RunDownContract {

    @Test
    void aLateCallerIsRefusedWhileTheDrainerWaits() throws InterruptedException {
        TestedDoor door = open();
        assertTrue(door.enter());
        Thread drainer = start(door::runDown);
        awaitParked(drainer);
        assertFalse(door.enter());
        assertTrue(drainer.isAlive(), "one is still inside");
        door.leave();
        join(drainer);
    }
}
