package io.rundown.benchmarks.proxy;

import io.rundown.benchmarks.called.CalledService;
import io.rundown.benchmarks.consumer.ConsumerBundle;
import io.rundown.benchmarks.framework.BundleFile;
import java.util.function.Supplier;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * What Aries Blueprint injects for a {@code reference}: a proxy with damping, which waits for a service
 * that is not there, and follows from one to the next. It does not keep the service while it calls.
 */
@State(Scope.Benchmark)
public class BlueprintReference extends Original {

    private static final String CLASS_VERSION = "java.class.version";
    private static final int LAST_KNOWN_RELEASE = 21;
    private static final String LAST_KNOWN_CLASS_VERSION = "65.0";

    @Override
    CalledService obtain(Scene opened) throws Exception {
        String actual = System.getProperty(CLASS_VERSION);
        if (Runtime.version().feature() > LAST_KNOWN_RELEASE) {
            // Aries Proxy 1.1.14 refuses to work in a newer JVM, though classes for Java 21 do there as well
            System.setProperty(CLASS_VERSION, LAST_KNOWN_CLASS_VERSION);
        }
        try {
            opened.framework().start(BundleFile.BLUEPRINT);
            opened.framework().start(ConsumerBundle.blueprint());
            return (CalledService) opened.framework().await(Supplier.class).get();
        } finally {
            System.setProperty(CLASS_VERSION, actual);
        }
    }
}
