package io.rundown.benchmarks.harness;

import java.util.List;
import java.util.Optional;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.WorkloadParams;

/** Makes one result of several with a JVM each, as if JMH had started all of them itself. */
final class MergedRun {

    private MergedRun() {}

    static RunResult of(List<RunResult> forks) {
        List<BenchmarkResult> results = forks.stream()
                .flatMap(fork -> fork.getBenchmarkResults().stream())
                .toList();
        return new RunResult(withForks(forks.get(0).getParams(), results.size()), results);
    }

    private static BenchmarkParams withForks(BenchmarkParams params, int forks) {
        return new BenchmarkParams(
                params.getBenchmark(),
                params.generatedBenchmark(),
                params.shouldSynchIterations(),
                params.getThreads(),
                params.getThreadGroups(),
                params.getThreadGroupLabels(),
                forks,
                params.getWarmupForks(),
                params.getWarmup(),
                params.getMeasurement(),
                params.getMode(),
                workload(params),
                params.getTimeUnit(),
                params.getOpsPerInvocation(),
                params.getJvm(),
                params.getJvmArgs(),
                params.getJdkVersion(),
                params.getVmName(),
                params.getVmVersion(),
                params.getJmhVersion(),
                params.getTimeout());
    }

    private static WorkloadParams workload(BenchmarkParams params) {
        WorkloadParams workload = new WorkloadParams();
        for (String key : params.getParamsKeys()) {
            Optional.ofNullable(params.getParam(key)).ifPresent(value -> workload.put(key, value, 0));
        }
        return workload;
    }
}
