package io.rundown.benchmarks.proxy;

import io.rundown.benchmarks.called.CalledService;
import org.openjdk.jmh.infra.Blackhole;

/** Calls with nothing. */
public class NoArguments extends CalledMethod {

    @Override
    void call(CalledService service, Arguments arguments, Blackhole hole) {
        hole.consume(service.noArguments());
    }
}
