package io.rundown.benchmarks.proxy;

import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What rundown's host gives a consumer for the services of a hundred plugins. */
@State(Scope.Benchmark)
public class HundredProxies extends HundredServices {

    /** Fixed when the JVM starts; here to be checked and reported. */
    @Param({"fence", "membarrier"})
    public String barrier = "";

    @Override
    Scene open() throws Exception {
        return Scene.withHost(COUNT, barrier);
    }
}
