package io.rundown.benchmarks.proxy;

import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The object that the provider registered, in a framework without rundown. */
@State(Scope.Benchmark)
public class Original extends OneService {

    @Override
    Scene open() throws Exception {
        return Scene.withoutHost(1);
    }
}
