package io.rundown.benchmarks.proxy;

import io.rundown.benchmarks.framework.BundleFile;
import io.rundown.benchmarks.harness.Barrier;
import io.rundown.benchmarks.harness.Figures;
import io.rundown.benchmarks.harness.ForkTimes;
import io.rundown.benchmarks.harness.Rounds;
import io.rundown.benchmarks.suite.RunSettings;
import io.rundown.benchmarks.suite.Suite;
import java.util.Collection;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;

/**
 * Measures calls through proxies, with JMH and a framework in each of its JVMs. Writes {@code proxy.json}, which is
 * JMH's.
 */
public final class ProxySuite implements Suite {

    private static final ForkTimes TIMES = new ForkTimes(3, 200, 5, 200);
    private static final ForkTimes QUICK = new ForkTimes(1, 50, 2, 50);

    @Override
    public String name() {
        return "proxy";
    }

    @Override
    public void run(RunSettings settings) throws Exception {
        ProxyPlan plan = new ProxyPlan(Barrier.available(), settings.quick());
        ForkTimes times = settings.quick() ? QUICK : TIMES;
        Collection<RunResult> results =
                new Rounds(plan.subjects(), ProxyPlan.THREADS, times, BundleFile.jvmArguments(), settings.out()).run();
        String file = settings.directory().resolve("proxy.json").toString();
        ResultFormatFactory.getInstance(ResultFormatType.JSON, file).writeOut(results);

        settings.out().println();
        settings.out().print(new ProxyReport(CallFigures.of(new Figures(results)), plan, settings.quick()));
    }
}
