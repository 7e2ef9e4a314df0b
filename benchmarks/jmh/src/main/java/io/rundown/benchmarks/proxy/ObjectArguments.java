package io.rundown.benchmarks.proxy;

import io.rundown.benchmarks.called.CalledService;
import org.openjdk.jmh.infra.Blackhole;

/** Calls with two objects for one of them. */
public class ObjectArguments extends CalledMethod {

    @Override
    void call(CalledService service, Arguments arguments, Blackhole hole) {
        hole.consume(service.objects(arguments.text, arguments.thing));
    }
}
