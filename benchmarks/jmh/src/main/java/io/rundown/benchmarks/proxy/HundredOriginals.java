package io.rundown.benchmarks.proxy;

import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The objects that a hundred providers registered, each of a class of its own. */
@State(Scope.Benchmark)
public class HundredOriginals extends HundredServices {

    @Override
    Scene open() throws Exception {
        return Scene.withoutHost(COUNT);
    }
}
