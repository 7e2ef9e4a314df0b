package io.rundown.proof.lincheck;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.rundown.CallGate;
import io.rundown.RundownRefFactory;
import io.rundown.RundownState;
import io.rundown.impl.Ended;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

/**
 * Acquiring, entering and beginning answer as if everything had happened one thing after the other; and
 * when all threads have come to rest, the ref has run down if, and only if, it has been asked to and
 * nothing is out.
 */
@Param(name = "thread", gen = ThreadIdGen.class)
public class LinearizabilityTest {

    private final CallGate gate = RundownRefFactory.load().createGate("model");
    private final Threads threads = new Threads(gate);

    @Operation
    public boolean acquire(@Param(name = "thread") int thread) {
        return threads.acquire(thread);
    }

    @Operation
    public boolean close(@Param(name = "thread") int thread) {
        return threads.close(thread);
    }

    @Operation
    public boolean enter(@Param(name = "thread") int thread) {
        return threads.enter(thread);
    }

    @Operation
    public boolean exit(@Param(name = "thread") int thread) {
        return threads.exit(thread);
    }

    @Operation
    public boolean begin() {
        return gate.beginRundown();
    }

    @Operation
    public boolean isActive() {
        return gate.state() == RundownState.ACTIVE;
    }

    @Operation
    public boolean isHeld(@Param(name = "thread") int thread) {
        return gate.isHeldByCurrentThread();
    }

    @Validate
    public void comesToRest() {
        boolean ended = Ended.hasBeen(gate); // before anybody asks for the state, and ends it by that
        assertEquals(threads.inUse(), gate.inFlight());
        assertEquals(gate.state() != RundownState.ACTIVE && threads.inUse() == 0, ended);
    }

    @Test
    void answersAreThoseOfSomeOrder() {
        ModelChecking.of(2, 4).sequentialSpecification(GateModel.class).check(LinearizabilityTest.class);
    }

    @Test
    void answersOfThreeThreadsAreThoseOfSomeOrder() {
        ModelChecking.of(3, 2).sequentialSpecification(GateModel.class).check(LinearizabilityTest.class);
    }
}
