package io.rundown.proof.lincheck;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.datastructures.Operation;
import org.junit.jupiter.api.Test;

/** What looks at the door before it counts and not after is caught: the checks can fail. */
public class ControlTest {

    private final AtomicInteger inside = new AtomicInteger();
    private volatile boolean open = true;

    /** Without a second look. */
    @Operation
    public boolean acquire() {
        if (open) {
            inside.incrementAndGet();
            return true;
        }
        return false;
    }

    @Operation
    public boolean somebodyIsInsideAfterTheRundown() {
        if (inside.get() != 0) {
            return false; // not run down yet
        }
        open = false;
        return inside.get() != 0;
    }

    @Test
    void missingSecondLookIsFound() {
        assertThrows(
                AssertionError.class,
                () -> ModelChecking.of(2, 3)
                        .sequentialSpecification(Sequential.class)
                        .check(ControlTest.class));
    }

    /** What it would do one thing after the other. */
    public static final class Sequential {
        private int inside;
        private boolean open = true;

        public boolean acquire() {
            if (open) {
                inside++;
            }
            return open;
        }

        public boolean somebodyIsInsideAfterTheRundown() {
            open &= inside != 0;
            return false;
        }
    }
}
