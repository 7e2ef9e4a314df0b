package io.rundown.benchmarks.harness;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Lets JMH measure one subject in one new JVM. What JMH prints is kept back unless it fails. */
final class JmhFork {

    private final ForkTimes times;
    private final List<String> jvmArguments;

    JmhFork(ForkTimes times, List<String> jvmArguments) {
        this.times = times;
        this.jvmArguments = jvmArguments;
    }

    /**
     * Measures the average time of a call in nanoseconds, and what it allocates.
     *
     * @throws RunnerException if it could not be measured; the message has all that JMH printed
     */
    RunResult measure(Subject subject, int threads) throws RunnerException {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(printed, true, StandardCharsets.UTF_8);
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include(subject.pattern())
                .mode(Mode.AverageTime)
                .timeUnit(TimeUnit.NANOSECONDS)
                .threads(threads)
                .forks(1)
                .warmupIterations(times.warmups())
                .warmupTime(TimeValue.milliseconds(times.warmupMillis()))
                .measurementIterations(times.iterations())
                .measurementTime(TimeValue.milliseconds(times.iterationMillis()))
                .addProfiler(GCProfiler.class)
                .jvmArgs("-Xms256m", "-Xmx256m")
                .jvmArgsAppend(Stream.concat(jvmArguments.stream(), subject.jvmArguments().stream())
                        .toArray(String[]::new))
                .shouldFailOnError(true);
        subject.barrier().ifPresent(barrier -> options.param("barrier", barrier.value()));
        try {
            return new Runner(options.build(), OutputFormatFactory.createFormatInstance(stream, VerboseMode.NORMAL))
                    .runSingle();
        } catch (RunnerException e) {
            throw new RunnerException(
                    subject.label() + " with " + threads + " threads: " + e.getMessage() + System.lineSeparator()
                            + printed.toString(StandardCharsets.UTF_8),
                    e);
        }
    }
}
