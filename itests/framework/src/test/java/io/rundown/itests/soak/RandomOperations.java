package io.rundown.itests.soak;

import io.rundown.host.OperationReport;
import io.rundown.host.PluginHost;
import io.rundown.host.ReloadMode;
import io.rundown.itests.harness.NextVersion;
import io.rundown.itests.harness.Sample;
import io.rundown.itests.harness.Trigger;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/** What can happen to plugins, at random, on several threads at once. */
final class RandomOperations {

    private static final long SCR_MILLIS = 5_000;

    /** What must not happen beside other operations, since it judges what came of it. */
    private static final Set<Kind> ALONE = EnumSet.of(Kind.BROKEN_SERVICE, Kind.FRAMEWORK_START_LEVEL);

    /** Its package is imported dynamically, which may fail while bundles are resolved: so now, before the first operation. */
    private static final String IMPORTED = ComponentDescriptionDTO.class.getName();

    private final List<Kind> kinds = Kind.operations();
    private final Map<Kind, Event> events = new EnumMap<>(Kind.class);
    private final ReadWriteLock others = new ReentrantReadWriteLock(true);
    private final BundleContext context;
    private final PluginHost host;
    private final ServiceComponentRuntime components;
    private final List<Sample> samples;
    private final List<String> locations;
    private final String broken;
    private final AtomicReferenceArray<Bundle> plugins;
    private final Violations violations;
    private final LongAdder done = new LongAdder();
    private final LongAdder unanswered = new LongAdder();

    /**
     * @param plugins installed already
     * @param broken the location of a revision that does not start
     */
    RandomOperations(
            BundleContext context,
            PluginHost host,
            List<Sample> samples,
            List<Bundle> plugins,
            String broken,
            Violations violations) {
        this.context = context;
        this.host = host;
        this.components = context.getService(context.getServiceReference(ServiceComponentRuntime.class));
        this.samples = samples;
        this.locations = plugins.stream().map(Bundle::getLocation).toList();
        this.broken = broken;
        this.plugins = new AtomicReferenceArray<>(plugins.toArray(Bundle[]::new));
        this.violations = violations;
    }

    /** Adds what happens as that kind; before the first operation. */
    void add(Kind kind, Event event) {
        events.put(kind, event);
    }

    long done() {
        return done.sum();
    }

    /** Does one operation to one plugin, which it leaves started in the end, most of the time. */
    void doOne(Random random) {
        int i = random.nextInt(samples.size());
        Kind kind = kinds.get(random.nextInt(kinds.size()));
        Lock lock = ALONE.contains(kind) ? others.writeLock() : others.readLock();
        lock.lock();
        try {
            run(kind, i, random);
        } catch (BundleException | IllegalStateException | IllegalArgumentException e) {
            // what frameworks and the host answer to somebody who is late, since other operations go on
        } catch (Exception | LinkageError | AssertionError e) {
            violations.add(kind + " of " + samples.get(i), e);
        } finally {
            lock.unlock();
        }
        done.increment();
        if (kind != Kind.STOP) {
            start(i);
        }
    }

    /** Puts another bundle in the place of a plugin; while nobody else operates. */
    void become(int i, Bundle next) {
        plugins.set(i, next);
    }

    private void run(Kind kind, int i, Random random) throws Exception {
        Bundle plugin = plugins.get(i);
        switch (kind) {
            case STOP -> plugin.stop();
            case RESTART -> {
                plugin.stop();
                plugin.start();
            }
            case TRANSIENT_RESTART -> {
                plugin.stop(Bundle.STOP_TRANSIENT);
                plugin.start(Bundle.START_TRANSIENT);
            }
            case UPDATE -> update(plugin, locations.get(i));
            case FAILED_UPDATE -> {
                try {
                    update(plugin, broken);
                } finally {
                    update(plugin, locations.get(i));
                }
            }
            case REINSTALL -> {
                plugin.uninstall();
                Bundle installed = context.installBundle(locations.get(i));
                if (!plugins.compareAndSet(i, plugin, installed) && plugins.get(i) != installed) {
                    installed.uninstall();
                }
            }
            case REFRESH -> Trigger.REFRESH.pull(plugin, context.getBundle(0));
            case DISABLE_COMPONENT -> disableForAMoment(plugin);
            case RELOAD -> reload(plugin, locations.get(i));
            case BROKEN_RELOAD -> reload(plugin, broken);
            case SIDE_BY_SIDE -> sideBySide(plugin, i);
            case MANAGED_REFRESH -> host.refresh(List.of(plugin.getBundleId()));
            case DRAIN_AND_RESUME -> {
                host.drain(plugin.getBundleId());
                host.resume(plugin.getBundleId());
            }
            default -> events.get(kind).happen(i, plugin, random);
        }
    }

    /**
     * On a thread of its own, which is not waited for to its end: if the bundle stops meanwhile, Felix SCR 2.2.18 may wait for ever for a
     * promise of its own.
     */
    private void disableForAMoment(Bundle plugin) throws InterruptedException {
        Thread thread = new Thread(
                () -> {
                    try {
                        for (ComponentDescriptionDTO component : components.getComponentDescriptionDTOs(plugin)) {
                            components.disableComponent(component);
                            components.enableComponent(component);
                        }
                    } catch (IllegalStateException | IllegalArgumentException e) {
                        // another operation goes on
                    } catch (RuntimeException e) {
                        violations.add("disabling a component of " + plugin, e);
                    }
                },
                "disables a component");
        thread.setDaemon(true);
        thread.start();
        thread.join(SCR_MILLIS);
        if (thread.isAlive()) {
            unanswered.increment();
            System.out.println("Felix SCR has not answered: " + List.of(thread.getStackTrace()));
        }
    }

    /** How often Felix SCR did not answer in time. */
    long unanswered() {
        return unanswered.sum();
    }

    private static void update(Bundle plugin, String location) throws Exception {
        try (InputStream jar = open(location)) {
            plugin.update(jar);
        }
    }

    private void reload(Bundle plugin, String location) throws Exception {
        try (InputStream jar = open(location)) {
            host.reload(plugin.getBundleId(), jar);
        }
    }

    /** Another operation may have installed yet another bundle meanwhile. */
    private void sideBySide(Bundle plugin, int i) throws Exception {
        OperationReport report;
        try (InputStream jar = NextVersion.of(locations.get(i))) {
            report = host.reload(plugin.getBundleId(), jar, ReloadMode.SIDE_BY_SIDE);
        }
        Bundle next = context.getBundle(report.bundleIdAfterwards());
        if (next != null && !next.equals(plugin) && !plugins.compareAndSet(i, plugin, next)) {
            next.uninstall();
        }
    }

    private static InputStream open(String location) throws IOException {
        return URI.create(location).toURL().openStream();
    }

    private void start(int i) {
        try {
            plugins.get(i).start();
        } catch (BundleException | IllegalStateException e) {
            // another operation goes on
        }
    }

    /** Uninstalls all plugins. */
    void end() throws BundleException {
        for (int i = 0; i < samples.size(); i++) {
            if (plugins.get(i).getState() != Bundle.UNINSTALLED) {
                plugins.get(i).uninstall();
            }
        }
    }
}
