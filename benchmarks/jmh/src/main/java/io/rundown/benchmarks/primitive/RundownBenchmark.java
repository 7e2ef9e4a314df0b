package io.rundown.benchmarks.primitive;

import io.rundown.CallToken;
import io.rundown.RundownGuard;
import org.openjdk.jmh.annotations.Benchmark;

/** A call guarded by rundown, as proxies do it and as everybody else does. */
public class RundownBenchmark {

    /** In by the gate and out by the token. */
    @Benchmark
    public long rundown(GuardedRef ref, Caller caller) {
        return throughTheGate(ref, caller);
    }

    /** The same where a thousand threads have a slot. */
    @Benchmark
    public long rundownInCrowd(CrowdedRef ref, Caller caller) {
        return throughTheGate(ref, caller);
    }

    private static long throughTheGate(GuardedRef ref, Caller caller) {
        CallToken token = ref.gate.enter();
        if (token == null) {
            throw Caller.refused();
        }
        try {
            return caller.call();
        } finally {
            token.exit();
        }
    }

    /** Under a guard object. */
    @Benchmark
    public long rundownGuard(GuardedRef ref, Caller caller) {
        try (RundownGuard guard = ref.gate.tryAcquire()) {
            if (guard == null) {
                throw Caller.refused();
            }
            return caller.call();
        }
    }
}
