package io.rundown.benchmarks.latency;

import io.rundown.CallGate;
import io.rundown.CallToken;
import io.rundown.RundownRefFactory;
import io.rundown.benchmarks.harness.Barrier;
import io.rundown.benchmarks.harness.ChildFailure;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/**
 * Measures the run-downs of one JVM and prints {@code name=nanoseconds} for p50 and p99: {@code drain.N}
 * from begin to drained with N touched slots, {@code return} from the last release to the return of
 * the parked drainer, and {@code unpark} for the same with {@link SeedDoor}, which shows what parking
 * and waking alone take here.
 */
public final class LatencyMain {

    private static final int[] TOUCHED = {0, 10, 1000};

    private LatencyMain() {}

    /**
     * Measures.
     *
     * @param args the barrier that the JVM is to have, and whether to be quick
     */
    public static void main(String[] args) throws InterruptedException {
        ChildFailure.endsTheJvm();
        RundownRefFactory factory = RundownRefFactory.load();
        Barrier.require(args[0], factory);
        boolean quick = Boolean.parseBoolean(args[1]);

        for (int threads : TOUCHED) {
            CallGate gate = factory.createGate("idle");
            try (ParkedThreads touching = new ParkedThreads(threads, () -> touch(gate))) {
                print("drain." + threads, new IdleRundown(gate, touching).measure(drains(threads, quick)));
            }
        }
        int rounds = quick ? 100 : 2_500;
        print("return", new LastRelease(new RundownDoor(factory.create("busy"))).measure(rounds));
        print("unpark", new LastRelease(new SeedDoor()).measure(rounds));
        System.exit(0);
    }

    private static int drains(int threads, boolean quick) {
        return (quick ? 20 : 400) * (threads < 100 ? 10 : 1);
    }

    private static void touch(CallGate gate) {
        CallToken token = gate.enter();
        if (token == null) {
            throw new IllegalStateException("refused by an open gate");
        }
        token.exit();
    }

    private static void print(String name, Histogram nanos) {
        for (int percentile : new int[] {50, 99}) {
            System.out.printf(Locale.ROOT, "%s.p%d=%d%n", name, percentile, nanos.getValueAtPercentile(percentile));
        }
    }
}
