package io.rundown.proof.lincheck;

import io.rundown.CallGate;
import io.rundown.RundownRefFactory;
import io.rundown.RundownState;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.junit.jupiter.api.Test;

/**
 * With run-downs that are cancelled and refs that are opened again, what each operation answers depends
 * on attempts that are not there any more. So what is checked is what the ref is for: while it is run down,
 * nobody is inside. Whoever gets in counts itself; whoever sees the ref run down, and keeps it so, looks.
 */
@Param(name = "thread", gen = ThreadIdGen.class)
public class SafetyTest {

    private final CallGate gate = RundownRefFactory.load().createGate("model");
    private final Threads threads = new Threads(gate);
    private final AtomicInteger inside = new AtomicInteger();

    /** Held by who relies on the ref's staying run down: only that one opens it again. */
    private final AtomicInteger opener = new AtomicInteger();

    @Operation
    public void acquire(@Param(name = "thread") int thread) {
        if (threads.acquire(thread)) {
            inside.incrementAndGet();
        }
    }

    @Operation
    public void close(@Param(name = "thread") int thread) {
        if (threads.holdsGuard(thread)) {
            inside.decrementAndGet();
            threads.close(thread);
        }
    }

    @Operation
    public void enter(@Param(name = "thread") int thread) {
        if (threads.enter(thread)) {
            inside.incrementAndGet();
        }
    }

    @Operation
    public void exit(@Param(name = "thread") int thread) {
        if (threads.isInside(thread)) {
            inside.decrementAndGet();
            threads.exit(thread);
        }
    }

    @Operation
    public void begin() {
        gate.beginRundown();
    }

    @Operation
    public void cancel() {
        gate.cancelRundown();
    }

    /** Must never be true. */
    @Operation
    public boolean somebodyIsInsideARunDownRef() {
        if (!opener.compareAndSet(0, 1)) {
            return false;
        }
        boolean broken = gate.state() == RundownState.RUN_DOWN && inside.get() != 0;
        if (gate.state() == RundownState.RUN_DOWN) {
            gate.reinitialize();
        }
        opener.set(0);
        return broken;
    }

    @Test
    void nobodyIsInsideARunDownRef() {
        ModelChecking.of(2, 5).sequentialSpecification(Nobody.class).check(SafetyTest.class);
    }

    @Test
    void nobodyIsInsideARunDownRefOfThreeThreads() {
        ModelChecking.of(3, 3).sequentialSpecification(Nobody.class).check(SafetyTest.class);
    }

    /** The specification: whatever happens, nobody is. */
    public static final class Nobody {
        public void acquire(int thread) {}

        public void close(int thread) {}

        public void enter(int thread) {}

        public void exit(int thread) {}

        public void begin() {}

        public void cancel() {}

        public boolean somebodyIsInsideARunDownRef() {
            return false;
        }
    }
}
