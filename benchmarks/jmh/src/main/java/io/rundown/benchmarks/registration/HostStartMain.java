package io.rundown.benchmarks.registration;

import io.rundown.benchmarks.consumer.ConsumerBundle;
import io.rundown.benchmarks.framework.BundleFile;
import io.rundown.benchmarks.framework.EmbeddedFramework;
import io.rundown.benchmarks.harness.ChildFailure;
import io.rundown.benchmarks.provider.ProviderBundle;
import io.rundown.host.HostProperties;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.wiring.FrameworkWiring;

/**
 * Starts a thousand plugins, each of which registers a service, and prints {@code NAME=microseconds}.
 * The system property {@value #ORDER} says what comes first. A JVM does this once, as in life: nothing
 * is warm.
 */
public final class HostStartMain {

    static final String ORDER = "bench.start";

    private static final int PLUGINS = 1_000;
    private static final int PLUGINS_IF_QUICK = 50;

    /** What comes first. */
    enum Order {
        /** There is no host: {@code plugins.plain}. */
        WITHOUT_HOST,
        /** The host, {@code host.first}, then the plugins, {@code plugins.guarded}. */
        HOST_FIRST,
        /** The plugins, then the host, which only warns of them: {@code host.late}. */
        HOST_LATE,
        /** The plugins, then the host, which restarts them: {@code host.bounce}. */
        HOST_BOUNCES
    }

    private HostStartMain() {}

    /**
     * Measures.
     *
     * @param args the barrier, which does not matter here, and whether to be quick
     */
    public static void main(String[] args) throws Exception {
        ChildFailure.endsTheJvm();
        Order order = Order.valueOf(System.getProperty(ORDER));
        try (EmbeddedFramework framework = EmbeddedFramework.start(Map.of(
                HostProperties.PLUGINS,
                ProviderBundle.NAMES,
                HostProperties.BOUNCE,
                String.valueOf(order == Order.HOST_BOUNCES)))) {
            measure(order, framework, Boolean.parseBoolean(args[1]) ? PLUGINS_IF_QUICK : PLUGINS);
        }
        System.exit(0);
    }

    private static void measure(Order order, EmbeddedFramework framework, int count) throws Exception {
        framework.start(BundleFile.FOUNDATION);
        List<Bundle> host = List.of(framework.install(BundleFile.RUNDOWN_HOST));
        List<Bundle> plugins = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            plugins.add(framework.install(ProviderBundle.numbered(number)));
        }
        resolve(framework);
        switch (order) {
            case WITHOUT_HOST -> start("plugins.plain", plugins);
            case HOST_FIRST -> {
                start("host.first", host);
                start("plugins.guarded", plugins);
            }
            case HOST_LATE -> {
                start(plugins);
                start("host.late", host);
            }
            case HOST_BOUNCES -> {
                start(plugins);
                start("host.bounce", host);
            }
        }
        boolean guarded = order == Order.HOST_FIRST || order == Order.HOST_BOUNCES;
        Proxies.require(framework.start(ConsumerBundle.blank()).getBundleContext(), guarded ? count : 0);
    }

    /** Wires all bundles, which is no affair of the host. */
    private static void resolve(EmbeddedFramework framework) {
        FrameworkWiring wiring = framework.context().getBundle().adapt(FrameworkWiring.class);
        if (!wiring.resolveBundles(null)) {
            throw new IllegalStateException("not all bundles can be resolved");
        }
    }

    private static void start(String name, List<Bundle> bundles) throws BundleException {
        long begin = System.nanoTime();
        start(bundles);
        System.out.printf("%s=%d%n", name, TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - begin));
    }

    private static void start(List<Bundle> bundles) throws BundleException {
        for (Bundle bundle : bundles) {
            bundle.start();
        }
    }
}
