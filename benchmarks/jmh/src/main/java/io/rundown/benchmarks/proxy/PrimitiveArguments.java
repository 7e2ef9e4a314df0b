package io.rundown.benchmarks.proxy;

import io.rundown.benchmarks.called.CalledService;
import org.openjdk.jmh.infra.Blackhole;

/** Calls with four primitives for a fifth. */
public class PrimitiveArguments extends CalledMethod {

    @Override
    void call(CalledService service, Arguments arguments, Blackhole hole) {
        hole.consume(service.primitives(arguments.small, arguments.great, arguments.broken, arguments.sum));
    }
}
