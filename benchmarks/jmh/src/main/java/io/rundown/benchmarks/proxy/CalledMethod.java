package io.rundown.benchmarks.proxy;

import io.rundown.CallToken;
import io.rundown.benchmarks.called.CalledService;
import io.rundown.benchmarks.primitive.Caller;
import io.rundown.benchmarks.primitive.GuardedRef;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.infra.Blackhole;

/**
 * All ways to call a service. Each subclass calls another method of it, and JMH measures each way of each
 * subclass in a JVM of its own, so that no call site knows more than one receiver.
 */
public abstract class CalledMethod {

    /** Calls the method once. */
    abstract void call(CalledService service, Arguments arguments, Blackhole hole);

    /** Just the call. */
    @Benchmark
    public void direct(Original original, Arguments arguments, Blackhole hole) {
        call(original.service, arguments, hole);
    }

    /** Through the proxy of rundown's host. */
    @Benchmark
    public void generatedProxy(GeneratedProxy proxy, FirstUse.OfProxy first, Arguments arguments, Blackhole hole) {
        call(proxy.service, arguments, hole);
    }

    /** What the proxy is made of, without the proxy: in by the gate, the direct call, out by the token. */
    @Benchmark
    public void primitive(
            GuardedRef ref, FirstUse.OfRef first, Original original, Arguments arguments, Blackhole hole) {
        CallToken token = ref.gate.enter();
        if (token == null) {
            throw Caller.refused();
        }
        try {
            call(original.service, arguments, hole);
        } finally {
            token.exit();
        }
    }

    /** Through a reflective proxy with a lock. */
    @Benchmark
    public void lockProxy(HandLocked proxy, Arguments arguments, Blackhole hole) {
        call(proxy.service, arguments, hole);
    }

    /** Through a Blueprint reference. */
    @Benchmark
    public void blueprintProxy(BlueprintReference proxy, Arguments arguments, Blackhole hole) {
        call(proxy.service, arguments, hole);
    }

    /** Through a temporal dependency of Felix DependencyManager. */
    @Benchmark
    public void dependencyManagerProxy(TemporalDependency proxy, Arguments arguments, Blackhole hole) {
        call(proxy.service, arguments, hole);
    }

    /** Through a reflective proxy that looks for the caller's roles. */
    @Benchmark
    public void serviceGuardProxy(RoleGuarded proxy, Arguments arguments, Blackhole hole) {
        call(proxy.service, arguments, hole);
    }
}
