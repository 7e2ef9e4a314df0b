package io.rundown.benchmarks.primitive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.rundown.RundownState;
import io.rundown.benchmarks.harness.Barrier;
import io.rundown.benchmarks.harness.Subject;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openjdk.jmh.annotations.Benchmark;

/** Each benchmark method makes one call, and nothing is out when it returns: a run-down ends at once. */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BenchmarkMethodsTest {

    @Test
    void direct() {
        callsOnce(new DirectBenchmark()::direct);
    }

    @Test
    void rundown() throws InterruptedException {
        GuardedRef ref = new GuardedRef();
        callsOnce(caller -> new RundownBenchmark().rundown(ref, caller));
        ref.gate.waitForRundown();
        assertEquals(RundownState.RUN_DOWN, ref.gate.state());
    }

    @Test
    void rundownInCrowd() throws InterruptedException {
        CrowdedRef ref = new CrowdedRef();
        ref.comeInTheMiddle();
        callsOnce(caller -> new RundownBenchmark().rundownInCrowd(ref, caller));
        ref.gate.waitForRundown();
        assertEquals(RundownState.RUN_DOWN, ref.gate.state());
    }

    @Test
    void rundownGuard() throws InterruptedException {
        GuardedRef ref = new GuardedRef();
        callsOnce(caller -> new RundownBenchmark().rundownGuard(ref, caller));
        ref.gate.waitForRundown();
        assertEquals(RundownState.RUN_DOWN, ref.gate.state());
    }

    @Test
    void seedAlgorithm() {
        SeedAlgorithmBenchmark benchmark = new SeedAlgorithmBenchmark();
        callsOnce(benchmark::seedAlgorithm);
        benchmark.ref.runDown();
    }

    @Test
    void oneWordGetAndAdd() {
        OneWordBenchmark benchmark = new OneWordBenchmark();
        callsOnce(benchmark::oneWordGetAndAdd);
        benchmark.ref.runDown();
    }

    @Test
    void readWriteLock() {
        ReadWriteLockBenchmark benchmark = new ReadWriteLockBenchmark();
        callsOnce(benchmark::readWriteLock);
        benchmark.door.runDown();
    }

    @Test
    void stampedLock() {
        StampedLockBenchmark benchmark = new StampedLockBenchmark();
        callsOnce(benchmark::stampedLock);
        benchmark.door.runDown();
    }

    @Test
    void phaser() {
        PhaserBenchmark benchmark = new PhaserBenchmark();
        callsOnce(benchmark::phaser);
        benchmark.door.runDown();
    }

    @Test
    void semaphore() {
        SemaphoreBenchmark benchmark = new SemaphoreBenchmark();
        callsOnce(benchmark::semaphore);
        benchmark.door.runDown();
    }

    @Test
    void tryIncRef() {
        ReferenceCountBenchmark benchmark = new ReferenceCountBenchmark();
        callsOnce(benchmark::tryIncRef);
        benchmark.count.runDown();
    }

    @Test
    void opOrder() {
        OperationOrderBenchmark benchmark = new OperationOrderBenchmark();
        callsOnce(benchmark::opOrder);
        benchmark.order.runDown();
    }

    @Test
    void thePlanNamesBenchmarksThatThereAre() {
        List<Subject> subjects = PrimitivePlan.subjects(List.of(Barrier.values()), false);
        assertEquals(15, subjects.size());
        for (Subject subject : subjects) {
            assertNotNull(
                    Arrays.stream(subject.type().getDeclaredMethods())
                            .filter(method -> method.getName().equals(subject.method()))
                            .findFirst()
                            .orElseThrow()
                            .getAnnotation(Benchmark.class),
                    subject.label());
        }
    }

    private static void callsOnce(Consumer<Caller> benchmark) {
        Caller caller = new Caller();
        benchmark.accept(caller);
        assertEquals(1, caller.calls());
    }
}
