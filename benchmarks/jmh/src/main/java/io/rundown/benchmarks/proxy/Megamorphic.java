package io.rundown.benchmarks.proxy;

import io.rundown.CallToken;
import io.rundown.benchmarks.primitive.Caller;
import org.openjdk.jmh.annotations.Benchmark;

/**
 * One call site and a hundred services in turn, each of another class: the compiler cannot know what
 * is called.
 */
public class Megamorphic {

    /** Just the calls. */
    @Benchmark
    public long direct(HundredOriginals originals, Turn turn) {
        return originals.services[turn.next()].noArguments();
    }

    /** Through the proxies of rundown's host. */
    @Benchmark
    public long generatedProxy(HundredProxies proxies, FirstUse.OfProxies first, Turn turn) {
        return proxies.services[turn.next()].noArguments();
    }

    /** In by the gate of each service, the direct call, out by the token. */
    @Benchmark
    public long primitive(HundredRefs refs, FirstUse.OfRefs first, HundredOriginals originals, Turn turn) {
        int next = turn.next();
        CallToken token = refs.gates[next].enter();
        if (token == null) {
            throw Caller.refused();
        }
        try {
            return originals.services[next].noArguments();
        } finally {
            token.exit();
        }
    }
}
