package io.rundown.host.impl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rundown.host.HostProperties;
import io.rundown.host.OperationOutcome;
import io.rundown.host.OperationReport;
import io.rundown.host.PluginHost;
import io.rundown.host.ReloadMode;
import io.rundown.host.impl.sample.ChoosyActivator;
import io.rundown.host.impl.sample.Greeter;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceReference;

/** A plugin whose revisions make objects as a test says, and its upgrade in each of the ways that there are. */
@Timeout(180)
abstract class UpgradedPlugin extends HostOnFramework {

    static final String BEFORE = "1.0.0";
    static final String NEXT = "2.0.0";

    /** How a plugin is upgraded. */
    enum Way {
        IN_PLACE(ReloadMode.IN_PLACE, true),
        IN_PLACE_NOT_HELD(ReloadMode.IN_PLACE, false),
        SIDE_BY_SIDE(ReloadMode.SIDE_BY_SIDE, true),
        SIDE_BY_SIDE_NOT_HELD(ReloadMode.SIDE_BY_SIDE, false);

        final ReloadMode mode;
        final boolean held;

        Way(ReloadMode mode, boolean held) {
            this.mode = mode;
            this.held = held;
        }
    }

    final List<Integer> events = new CopyOnWriteArrayList<>();
    final CountDownLatch hang = new CountDownLatch(1);

    @SuppressWarnings("NullAway.Init")
    BundleContext other;

    @SuppressWarnings("NullAway.Init")
    Warnings warnings;

    /** How long calls are held, and how long a revision may take to offer what consumers hold. */
    abstract String holdTimeout();

    @Override
    Map<String, String> moreProperties() {
        return Map.of(HostProperties.HOLD_TIMEOUT, holdTimeout());
    }

    @BeforeEach
    void installAnotherConsumer() throws Exception {
        Bundle bundle = install(
                framework.getBundleContext(), BundleFiles.plugin(NoActivator.class, "other.consumer", "", folder));
        bundle.start();
        other = bundle.getBundleContext();
        warnings = Warnings.open();
    }

    @AfterEach
    void letGo() {
        hang.countDown();
        warnings.close();
    }

    final PluginHost host() {
        return service(PluginHost.class);
    }

    private Path jar(Class<?> activator, String version, boolean held) throws Exception {
        return BundleFiles.plugin(
                activator,
                PLUGIN,
                Map.of(
                        "Bundle-Version",
                        version,
                        "Require-Capability",
                        "osgi.extender;filter:=\"(osgi.extender=io.rundown)\";hold=" + held),
                folder);
    }

    /** The revision before, with a factory that works in that. */
    final void begin(Way way, ChoosyActivator.Maker next) throws Exception {
        ChoosyActivator.Maker maker = (version, consumer) ->
                version.equals(NEXT) ? next.make(version, consumer) : name -> version + " " + name;
        boolean prototype = ChoosyActivator.prototype;
        ChoosyActivator.reset(maker);
        ChoosyActivator.prototype = prototype;
        plugin.uninstall();
        plugin = install(framework.getBundleContext(), jar(ChoosyActivator.class, BEFORE, way.held));
        plugin.start();
        consumer.addServiceListener(
                event -> events.add(event.getType()), "(objectClass=" + Greeter.class.getName() + ")");
    }

    final void update(Class<?> activator, String version, boolean held) throws Exception {
        try (InputStream in = Files.newInputStream(jar(activator, version, held))) {
            plugin.update(in);
        }
    }

    final OperationReport reload(Way way, Class<?> activator) throws Exception {
        try (InputStream in = Files.newInputStream(jar(activator, NEXT, way.held))) {
            return host().reload(plugin.getBundleId(), in, way.mode);
        }
    }

    final OperationReport reload(Way way) throws Exception {
        return reload(way, ChoosyActivator.class);
    }

    static Greeter greeter(BundleContext of) {
        ServiceReference<Greeter> reference = of.getServiceReference(Greeter.class);
        assertNotNull(reference);
        return of.getService(reference);
    }

    final void assertRolledBack(Way way, Greeter greeter, OperationReport report, String... words) throws Exception {
        assertEquals(OperationOutcome.ROLLED_BACK, report.outcome(), report::toString);
        String remark = String.valueOf(report.remark());
        for (String word : words) {
            assertTrue(remark.contains(word), remark);
        }
        warnings.assertOne(words);
        assertEquals(Bundle.ACTIVE, plugin.getState());
        assertEquals(BEFORE, plugin.getVersion().toString());
        assertEquals(plugin.getBundleId(), report.bundleIdAfterwards());
        assertEquals("1.0.0 again", (way == Way.IN_PLACE_NOT_HELD ? greeter(consumer) : greeter).greet("again"));
        if (way.held) {
            assertFalse(events.contains(ServiceEvent.UNREGISTERING), events::toString);
            assertFalse(events.contains(ServiceEvent.REGISTERED), events::toString);
        }
        assertEquals(0, ChoosyActivator.count(ChoosyActivator.IN_USE, NEXT), "objects are left behind");
    }

    static Greeter unused() {
        return name -> NEXT + " " + name;
    }
}
