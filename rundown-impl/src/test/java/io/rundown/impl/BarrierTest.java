package io.rundown.impl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Each execution of these tests says which mode it means to test; this checks that it does. */
class BarrierTest {

    @Test
    @EnabledIfSystemProperty(named = "rundown.expected.barrier", matches = ".+")
    void modeIsTheOneThisExecutionIsFor() {
        assertEquals(
                System.getProperty("rundown.expected.barrier"), Barrier.mode().toString());
        assertTrue(new SlotRundownRefFactory().toString().contains("barrier=" + Barrier.mode()));
    }
}
