package io.rundown.demo;

import io.rundown.demo.wire.Activations;
import io.rundown.demo.wire.Archive;
import io.rundown.demo.wire.Operator;
import io.rundown.demo.wire.Publisher;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.osgi.framework.Bundle;

/**
 * An act in which calls are held: EventAdmin is replaced again and again under a consumer with a static mandatory
 * reference, and neither the consumer nor its callers notice. Act three upgrades and downgrades it with {@code
 * Bundle.update}, as any tool does; act four gives it revisions that do not start, through the plugin host, which goes
 * back to the one before.
 */
final class HoldAct {

    private static final int CALLS_BETWEEN = 8;

    /** Replaces the plugin. */
    @FunctionalInterface
    private interface Swap {
        void run(Bundle plugin, int number) throws Exception;
    }

    private final String name;
    private final BundleFiles bundles;
    private final Path directory;
    private final PrintStream out;

    /**
     * @param name names the act's bundle cache
     * @param bundles what to install
     * @param directory for what the act makes
     * @param out where it tells what went wrong
     */
    HoldAct(String name, BundleFiles bundles, Path directory, PrintStream out) {
        this.name = name;
        this.bundles = bundles;
        this.directory = directory;
        this.out = out;
    }

    /** Act three: so many upgrades and downgrades in turn. */
    HoldCounts upgrades(int swaps) throws Exception {
        return play(swaps, operator -> (plugin, number) -> {
            try (InputStream jar =
                    Files.newInputStream(number % 2 == 0 ? bundles.eventAdmin() : bundles.olderEventAdmin())) {
                plugin.update(jar);
            }
        });
    }

    /** Act four: so many upgrades that do not start. */
    HoldCounts brokenUpgrades(int swaps) throws Exception {
        Path broken = new SampleBundles(directory, bundles).buildBroken("org.apache.felix.eventadmin");
        return play(swaps, operator -> (plugin, number) -> {
            try (InputStream jar = Files.newInputStream(broken)) {
                String outcome = operator.reload(plugin.getBundleId(), jar);
                if (!outcome.equals("ROLLED_BACK")) {
                    throw new IllegalStateException("a broken revision: " + outcome);
                }
            }
        });
    }

    @FunctionalInterface
    private interface Way {
        Swap with(Operator operator);
    }

    private HoldCounts play(int swaps, Way way) throws Exception {
        SampleBundles samples = new SampleBundles(directory, bundles);
        HoldLoad load = new HoldLoad();
        AtomicLong activations = new AtomicLong();
        try (EmbeddedFramework framework = EmbeddedFramework.start(directory.resolve(name + "-cache"), properties())) {
            framework.register(Archive.class, load);
            framework.register(Activations.class, activations::incrementAndGet);
            Bundle plugin = framework.install(bundles.olderEventAdmin());
            framework.installAndStart(bundles.rundown());
            framework.installAndStart(bundles.platform());
            framework.installAndStart(
                    List.of(samples.build("archive"), samples.build("steady"), samples.build("operator")));
            plugin.start();
            Swap swap = way.with(framework.await(Operator.class));
            load.start(framework.await(Publisher.class));
            int done = 0;
            while (done < swaps) {
                load.awaitCalls(CALLS_BETWEEN);
                swap.run(plugin, done++);
            }
            load.awaitCalls(CALLS_BETWEEN);
            load.end();
            load.failures().forEach(failure -> out.println("  " + failure));
            return load.counts(done, activations.get());
        }
    }

    private static Map<String, String> properties() {
        Map<String, String> properties = new HashMap<>(Act.properties());
        properties.put("rundown.hold", "org.apache.felix.eventadmin");
        return properties;
    }
}
