package io.rundown.benchmarks.primitive;

import io.rundown.benchmarks.harness.Barrier;
import io.rundown.benchmarks.harness.Subject;
import java.util.ArrayList;
import java.util.List;

/** What is measured, in which order, in how many JVMs: more for the rows that criteria are about. */
final class PrimitivePlan {

    /** One, two that meet on every machine, and more than small machines have processors. */
    static final List<Integer> THREADS = List.of(1, 2, 4);

    private static final int KEY_FORKS = 3;

    private PrimitivePlan() {}

    static List<Subject> subjects(List<Barrier> barriers, boolean quick) {
        int key = quick ? 1 : KEY_FORKS;
        List<Subject> subjects = new ArrayList<>();
        subjects.add(Subject.of(DirectBenchmark.class, "direct", key));
        for (Barrier barrier : barriers) {
            subjects.add(Subject.of(RundownBenchmark.class, "rundown", key).with(barrier));
        }
        for (Barrier barrier : barriers) {
            subjects.add(Subject.of(RundownBenchmark.class, "rundownInCrowd", 1).with(barrier));
        }
        for (Barrier barrier : barriers) {
            subjects.add(Subject.of(RundownBenchmark.class, "rundownGuard", 1).with(barrier));
        }
        subjects.add(Subject.of(SeedAlgorithmBenchmark.class, "seedAlgorithm", key));
        subjects.add(Subject.of(OneWordBenchmark.class, "oneWordGetAndAdd", 1));
        subjects.add(Subject.of(ReadWriteLockBenchmark.class, "readWriteLock", key));
        subjects.add(Subject.of(StampedLockBenchmark.class, "stampedLock", 1));
        subjects.add(Subject.of(PhaserBenchmark.class, "phaser", 1));
        subjects.add(Subject.of(SemaphoreBenchmark.class, "semaphore", 1));
        subjects.add(Subject.of(ReferenceCountBenchmark.class, "tryIncRef", 1));
        subjects.add(Subject.of(OperationOrderBenchmark.class, "opOrder", 1));
        return subjects;
    }
}
