package io.rundown.benchmarks.proxy;

import io.rundown.benchmarks.called.CalledService;
import org.openjdk.jmh.infra.Blackhole;

/** Calls for a stage that is completed already. */
public class CompletedStage extends CalledMethod {

    @Override
    void call(CalledService service, Arguments arguments, Blackhole hole) {
        hole.consume(service.stage());
    }
}
