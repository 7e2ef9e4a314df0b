package io.rundown.benchmarks.harness;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.RunnerException;

/**
 * Measures many subjects in turn, one JVM each, then again those that want more JVMs. The forks of a
 * subject thus lie apart in time, and a slow minute of the machine does not fall on one subject alone.
 */
public final class Rounds {

    private record Key(Subject subject, int threads) {}

    private final List<Subject> subjects;
    private final List<Integer> threadCounts;
    private final PrintStream out;
    private final JmhFork fork;

    /**
     * Rounds of these subjects.
     *
     * @param jvmArguments what all JVMs are started with, beside what a subject has of its own
     * @param out is told a line for each JVM that has finished
     */
    public Rounds(
            List<Subject> subjects,
            List<Integer> threadCounts,
            ForkTimes times,
            List<String> jvmArguments,
            PrintStream out) {
        this.subjects = List.copyOf(subjects);
        this.threadCounts = List.copyOf(threadCounts);
        this.out = out;
        this.fork = new JmhFork(times, List.copyOf(jvmArguments));
    }

    /**
     * Measures everything.
     *
     * @return one result for each subject and number of threads, in the order of the subjects
     * @throws RunnerException if something could not be measured
     */
    public Collection<RunResult> run() throws RunnerException {
        Map<Key, List<RunResult>> forks = new LinkedHashMap<>();
        int total = subjects.stream().mapToInt(Subject::forks).sum() * threadCounts.size();
        int finished = 0;
        int rounds = subjects.stream().mapToInt(Subject::forks).max().orElse(0);
        for (int round = 0; round < rounds; round++) {
            for (Subject subject : subjects) {
                if (round < subject.forks()) {
                    for (int threads : threadCounts) {
                        RunResult result = fork.measure(subject, threads);
                        forks.computeIfAbsent(new Key(subject, threads), key -> new ArrayList<>())
                                .add(result);
                        tell(++finished, total, subject, result);
                    }
                }
            }
        }
        return forks.values().stream().map(MergedRun::of).toList();
    }

    private void tell(int finished, int total, Subject subject, RunResult result) {
        out.printf(
                Locale.ROOT,
                "[%3d/%d] %-44s threads: %d %10.2f ns%n",
                finished,
                total,
                subject.fullLabel(),
                result.getParams().getThreads(),
                Figures.median(result));
    }
}
