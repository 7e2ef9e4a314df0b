package io.rundown.benchmarks.proxy;

import io.rundown.CallGate;
import io.rundown.benchmarks.primitive.GuardedRef;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A ref for each of a hundred services. */
@State(Scope.Benchmark)
public class HundredRefs extends GuardedRef {

    final CallGate[] gates = new CallGate[HundredServices.COUNT];

    /** All of them open. */
    public HundredRefs() {
        for (int i = 0; i < gates.length; i++) {
            gates[i] = newGate();
        }
    }
}
