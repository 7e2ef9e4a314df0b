package io.rundown.benchmarks.primitive;

import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A calling thread, and what it calls: as little as a call can do that leaves a trace and answers. */
@State(Scope.Thread)
public class Caller {

    private long calls;

    long call() {
        return ++calls;
    }

    long calls() {
        return calls;
    }

    /** What a caller makes of a refusal, which no benchmark should see. */
    public static IllegalStateException refused() {
        return new IllegalStateException("refused, though nobody began a run-down");
    }
}
