package io.rundown.benchmarks.proxy;

import io.rundown.benchmarks.called.CalledService;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.felix.dm.DependencyManager;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * What Felix DependencyManager injects for a temporal dependency: a proxy that waits for a service that is
 * not there. It does not keep the service while it calls. The manager works for the consumer's bundle; its
 * own classes come from the class path.
 */
@State(Scope.Benchmark)
public class TemporalDependency extends Original {

    private static final long TIMEOUT_MILLIS = TimeUnit.SECONDS.toMillis(10);

    /** What the service is injected into. */
    static final class Injected {
        private volatile @Nullable CalledService service;
    }

    @Override
    CalledService obtain(Scene opened) {
        Injected injected = new Injected();
        DependencyManager manager = new DependencyManager(opened.consumer());
        manager.add(manager.createComponent()
                .setImplementation(injected)
                .setCallbacks(null, null, null, null)
                .add(manager.createTemporalServiceDependency(TIMEOUT_MILLIS)
                        .setService(CalledService.class)
                        .setRequired(true)));
        return Objects.requireNonNull(injected.service, "DependencyManager injected nothing");
    }
}
