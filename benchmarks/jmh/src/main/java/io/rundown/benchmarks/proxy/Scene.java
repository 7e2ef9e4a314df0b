package io.rundown.benchmarks.proxy;

import io.rundown.RundownRefFactory;
import io.rundown.benchmarks.called.CalledService;
import io.rundown.benchmarks.consumer.ConsumerBundle;
import io.rundown.benchmarks.framework.BundleFile;
import io.rundown.benchmarks.framework.EmbeddedFramework;
import io.rundown.benchmarks.harness.Barrier;
import io.rundown.benchmarks.provider.ProviderBundle;
import io.rundown.host.HostProperties;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/**
 * A framework with providers of the service, and a consumer that looks it up. All of them are as they are
 * without rundown; whether there is rundown's host beside them is what differs.
 */
final class Scene implements AutoCloseable {

    private final EmbeddedFramework framework;
    private final BundleContext consumer;
    private final boolean guarded;

    private Scene(EmbeddedFramework framework, BundleContext consumer, boolean guarded) {
        this.framework = framework;
        this.consumer = consumer;
        this.guarded = guarded;
    }

    /** Without the host: the consumer gets originals. */
    static Scene withoutHost(int providers) throws Exception {
        EmbeddedFramework framework = EmbeddedFramework.start(Map.of());
        for (Bundle provider : install(providers, framework)) {
            provider.start();
        }
        return new Scene(framework, consumer(framework), false);
    }

    /** With the host, in a JVM that must have this barrier: the consumer gets proxies. */
    static Scene withHost(int providers, String barrier) throws Exception {
        EmbeddedFramework framework = EmbeddedFramework.start(Map.of(HostProperties.PLUGINS, ProviderBundle.NAMES));
        // the host would warn of a pattern that matches nothing yet
        List<Bundle> installed = install(providers, framework);
        framework.start(BundleFile.FOUNDATION);
        framework.start(List.of(BundleFile.RUNDOWN_HOST));
        Barrier.require(barrier, refFactory(framework.context()));
        for (Bundle provider : installed) {
            provider.start();
        }
        return new Scene(framework, consumer(framework), true);
    }

    /** The class path has a type of the same name, so that the system bundle must ask for services of any. */
    private static Object refFactory(BundleContext context) throws InvalidSyntaxException {
        ServiceReference<?>[] all = context.getAllServiceReferences(RundownRefFactory.class.getName(), null);
        return Stream.ofNullable(all)
                .flatMap(Arrays::stream)
                .<Object>map(context::getService)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("rundown-impl registered no factory"));
    }

    private static List<Bundle> install(int providers, EmbeddedFramework framework) throws Exception {
        List<Bundle> installed = new ArrayList<>();
        for (int number = 0; number < providers; number++) {
            installed.add(framework.install(ProviderBundle.numbered(number)));
        }
        return installed;
    }

    private static BundleContext consumer(EmbeddedFramework framework) throws Exception {
        return framework.start(ConsumerBundle.blank()).getBundleContext();
    }

    EmbeddedFramework framework() {
        return framework;
    }

    BundleContext consumer() {
        return consumer;
    }

    /**
     * All services, as the consumer gets them.
     *
     * @throws IllegalStateException if it gets a proxy where it should get an original, or the reverse
     */
    List<CalledService> services() throws InvalidSyntaxException {
        return consumer.getServiceReferences(CalledService.class, null).stream()
                .map(this::service)
                .toList();
    }

    private CalledService service(ServiceReference<CalledService> reference) {
        if (Boolean.TRUE.equals(reference.getProperty(HostProperties.PROXIED)) != guarded) {
            throw new IllegalStateException(reference + " should " + (guarded ? "" : "not ") + "be rundown's proxy");
        }
        return Optional.ofNullable(consumer.getService(reference))
                .orElseThrow(() -> new IllegalStateException("no service object for " + reference));
    }

    @Override
    public void close() throws IOException, BundleException {
        framework.close();
    }
}
