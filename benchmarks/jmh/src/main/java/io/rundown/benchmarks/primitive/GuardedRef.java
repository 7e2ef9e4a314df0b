package io.rundown.benchmarks.primitive;

import io.rundown.CallGate;
import io.rundown.RundownRefFactory;
import io.rundown.benchmarks.harness.Barrier;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The ref that all threads share, in a JVM that has the barrier the parameter names. */
@State(Scope.Benchmark)
public class GuardedRef {

    /** Fixed when the JVM starts; here to be checked and reported. */
    @Param({"fence", "membarrier"})
    public String barrier = "";

    private final RundownRefFactory factory = RundownRefFactory.load();

    /** The one ref. */
    public final CallGate gate = newGate();

    /** Another ref of the same kind. */
    protected final CallGate newGate() {
        return factory.createGate("benchmark");
    }

    /** Fails if the JVM has fallen back to another barrier. */
    @Setup
    public void checkBarrier() {
        Barrier.require(barrier, factory);
    }
}
