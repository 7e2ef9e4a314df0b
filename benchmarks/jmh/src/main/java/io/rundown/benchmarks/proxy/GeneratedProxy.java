package io.rundown.benchmarks.proxy;

import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What rundown's host gives a consumer in place of the original. */
@State(Scope.Benchmark)
public class GeneratedProxy extends OneService {

    /** Fixed when the JVM starts; here to be checked and reported. */
    @Param({"fence", "membarrier"})
    public String barrier = "";

    @Override
    Scene open() throws Exception {
        return Scene.withHost(1, barrier);
    }
}
