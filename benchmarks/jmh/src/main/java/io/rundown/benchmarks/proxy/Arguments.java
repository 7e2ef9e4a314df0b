package io.rundown.benchmarks.proxy;

import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What a thread passes to the service. The numbers are beyond what boxes are cached for. */
@State(Scope.Thread)
public class Arguments {

    int small = 1_001;
    long great = 10_000_000_001L;
    double broken = 0.25;
    boolean sum = true;
    String text = "text";
    Object thing = new Object();
}
