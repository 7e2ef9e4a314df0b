package io.rundown.benchmarks.proxy;

import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Tells a thread which of the hundred services is next. */
@State(Scope.Thread)
public class Turn {

    private int last;

    int next() {
        int next = last + 1;
        last = next == HundredServices.COUNT ? 0 : next;
        return last;
    }
}
