package io.rundown.benchmarks.harness;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rundown.CallGate;
import io.rundown.RundownRef;
import io.rundown.RundownRefFactory;
import org.junit.jupiter.api.Test;

class BarrierTest {

    @Test
    void aJvmWithAnotherBarrierThanAskedForIsFoundOut() {
        RundownRefFactory fence = new Saying("slots, barrier=fence, leaks=off");
        assertDoesNotThrow(() -> Barrier.require("fence", fence));
        IllegalStateException thrown =
                assertThrows(IllegalStateException.class, () -> Barrier.require("membarrier", fence));
        assertTrue(thrown.toString().contains("barrier=fence"), thrown.toString());
        RundownRefFactory membarrier = new Saying("[barrier=membarrier]");
        assertDoesNotThrow(() -> Barrier.require("membarrier", membarrier));
        assertThrows(IllegalStateException.class, () -> Barrier.require("fence", membarrier));
    }

    @Test
    void membarrierIsOfferedOnlyWhereThereIsForeignMemory() {
        boolean offered = Barrier.available().contains(Barrier.MEMBARRIER);
        boolean linux = System.getProperty("os.name", "").contains("Linux");
        assertEquals(Runtime.version().feature() >= 22 && linux, offered);
    }

    /** A factory with a certain {@code toString}. */
    private record Saying(String text) implements RundownRefFactory {

        @Override
        public String toString() {
            return text;
        }

        @Override
        public RundownRef create() {
            throw new UnsupportedOperationException();
        }

        @Override
        public RundownRef create(String name) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CallGate createGate(String name) {
            throw new UnsupportedOperationException();
        }
    }
}
