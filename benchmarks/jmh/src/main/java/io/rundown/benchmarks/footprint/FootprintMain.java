package io.rundown.benchmarks.footprint;

import io.rundown.CallGate;
import io.rundown.CallToken;
import io.rundown.RundownGuard;
import io.rundown.RundownRef;
import io.rundown.RundownRefFactory;
import io.rundown.benchmarks.harness.Barrier;
import io.rundown.benchmarks.harness.ChildFailure;
import io.rundown.benchmarks.latency.ParkedThreads;
import java.util.Locale;
import org.openjdk.jol.info.ClassLayout;

/**
 * Prints {@code name=bytes}: {@code untouched} for a ref that nobody has used, {@code perThread.N} for
 * what each of N threads adds to a ref by using it, and {@code guard} for a guard. The name of a ref,
 * which the caller brings, does not count; nor does what two refs have in common.
 */
public final class FootprintMain {

    private static final int[] THREADS = {1, 8, 100, 1000};
    private static final String NAME = "measured";

    private FootprintMain() {}

    /**
     * Measures.
     *
     * @param args the barrier that the JVM is to have
     */
    public static void main(String[] args) throws InterruptedException {
        ChildFailure.endsTheJvm();
        RundownRefFactory factory = RundownRefFactory.load();
        Barrier.require(args[0], factory);
        CallGate other = factory.createGate(NAME);

        print("untouched", ownBytes(factory.createGate(NAME), other));
        for (int threads : THREADS) {
            CallGate gate = factory.createGate(NAME);
            long before = ownBytes(gate, other);
            try (ParkedThreads touching = new ParkedThreads(threads, () -> touch(gate))) {
                touching.actOnce();
                print("perThread." + threads, (double) (ownBytes(gate, other) - before) / threads);
            }
        }
        try (RundownGuard guard = factory.create(NAME).acquire()) {
            print("guard", ClassLayout.parseInstance(guard).instanceSize());
        }
        System.exit(0);
    }

    private static long ownBytes(RundownRef ref, RundownRef other) {
        return Reachable.from(ref).without(Reachable.from(other)).bytes();
    }

    private static void touch(CallGate gate) {
        CallToken token = gate.enter();
        if (token == null) {
            throw new IllegalStateException("refused by an open gate");
        }
        token.exit();
        gate.acquire().close();
    }

    private static void print(String name, double bytes) {
        System.out.printf(Locale.ROOT, "%s=%.1f%n", name, bytes);
    }
}
