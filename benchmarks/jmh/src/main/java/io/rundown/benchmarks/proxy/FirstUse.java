package io.rundown.benchmarks.proxy;

import io.rundown.CallGate;
import io.rundown.CallToken;
import io.rundown.benchmarks.called.CalledService;
import io.rundown.benchmarks.primitive.Caller;
import io.rundown.benchmarks.primitive.GuardedRef;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Each thread's first use of a ref, which claims it a place there: before anything is measured, and before the JVM takes
 * notes. Otherwise it would be chance whether the notes of a JVM have a first use, the code of which is then compiled into
 * the measured loop: that costs the loop registers, and the call a nanosecond.
 */
public final class FirstUse {

    private FirstUse() {}

    /** Of the one proxy. */
    @State(Scope.Thread)
    public static class OfProxy {

        /** Calls once. */
        @Setup(Level.Trial)
        public void call(GeneratedProxy proxy) {
            proxy.service.noArguments();
        }
    }

    /** Of a hundred proxies. */
    @State(Scope.Thread)
    public static class OfProxies {

        /** Calls each once. */
        @Setup(Level.Trial)
        public void call(HundredProxies proxies) {
            for (CalledService service : proxies.services) {
                service.noArguments();
            }
        }
    }

    /** Of the one ref. */
    @State(Scope.Thread)
    public static class OfRef {

        /** Goes in and out once. */
        @Setup(Level.Trial)
        public void enter(GuardedRef ref) {
            enterAndExit(ref.gate);
        }
    }

    /** Of a hundred refs. */
    @State(Scope.Thread)
    public static class OfRefs {

        /** Goes in and out of each once. */
        @Setup(Level.Trial)
        public void enter(HundredRefs refs) {
            for (CallGate gate : refs.gates) {
                enterAndExit(gate);
            }
        }
    }

    private static void enterAndExit(CallGate gate) {
        CallToken token = gate.enter();
        if (token == null) {
            throw Caller.refused();
        }
        token.exit();
    }
}
