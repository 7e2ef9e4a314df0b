package io.rundown.host.impl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rundown.host.DrainOutcome;
import io.rundown.host.HostProperties;
import io.rundown.host.OperationOutcome;
import io.rundown.host.OperationStep;
import io.rundown.host.PluginHost;
import io.rundown.host.RefreshReport;
import io.rundown.host.impl.sample.FailingActivator;
import io.rundown.host.impl.sample.Greeter;
import io.rundown.host.impl.sample.GreeterActivator;
import io.rundown.host.impl.sample.Probe;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.wiring.BundleWiring;

/**
 * What {@link PluginHost#refresh} does and reports, on a real framework; a subclass says on which. Here the sample plugin
 * is wired to a library, and a client to the plugin.
 */
@Timeout(60)
abstract class RefreshContract extends HostOnFramework {

    private static final String OPT_IN = "osgi.extender;filter:=\"(osgi.extender=io.rundown)\"";

    private final List<Integer> events = new CopyOnWriteArrayList<>();
    private final List<String> states = new CopyOnWriteArrayList<>();

    @SuppressWarnings("NullAway.Init")
    private Bundle library;

    @SuppressWarnings("NullAway.Init")
    private Bundle client;

    @Override
    Map<String, String> moreProperties() {
        return Map.of(HostProperties.HOLD, PLUGIN);
    }

    @BeforeEach
    void wire() throws Exception {
        BundleContext system = framework.getBundleContext();
        library = install(
                system,
                BundleFiles.plugin(
                        NoActivator.class, "some.library", Map.of("Export-Package", "some.library"), folder));
        usePlugin("");
        client = install(
                system,
                BundleFiles.plugin(
                        NoActivator.class, "sample.client", Map.of("Import-Package", "some.plugin"), folder));
        library.start();
        client.start();
        consumer.addServiceListener(
                event -> events.add(event.getType()), "(objectClass=" + Greeter.class.getName() + ")");
        system.addBundleListener(
                event -> states.add(event.getType() + " " + event.getBundle().getSymbolicName()));
    }

    private void usePlugin(String requirement) throws Exception {
        Map<String, String> headers =
                new java.util.HashMap<>(Map.of("Export-Package", "some.plugin", "Import-Package", "some.library"));
        if (!requirement.isEmpty()) {
            headers.put("Require-Capability", requirement);
        }
        plugin.update(Files.newInputStream(BundleFiles.plugin(GreeterActivator.class, PLUGIN, headers, folder)));
    }

    private PluginHost host() {
        return service(PluginHost.class);
    }

    private RefreshReport refreshLibrary() throws InterruptedException {
        return host().refresh(List.of(library.getBundleId()));
    }

    private String named(String step, Bundle bundle) {
        return step + " [" + bundle.getBundleId() + "]";
    }

    private static List<String> steps(RefreshReport report) {
        return report.steps().stream().map(OperationStep::name).toList();
    }

    private void assertAllActive() {
        for (Bundle bundle : List.of(library, plugin, client)) {
            assertEquals(Bundle.ACTIVE, bundle.getState(), bundle::toString);
        }
    }

    @Test
    void consumersFirstAndWithoutALockOfTheFramework() throws Exception {
        Greeter greeter = greeter();
        ClassLoader before = plugin.adapt(BundleWiring.class).getClassLoader();
        CompletableFuture<String> inside = async(() -> greeter.greet("old"));
        assertTrue(Probe.inside.await(10, TimeUnit.SECONDS));
        CompletableFuture<RefreshReport> refresh = async(this::refreshLibrary);
        assertTrue(drainWaited.await(10, TimeUnit.SECONDS));
        // resolving takes the lock that the framework would have during its own refresh
        Bundle other = install(
                framework.getBundleContext(), BundleFiles.plugin(NoActivator.class, "some.other", Map.of(), folder));
        async(() -> {
                    other.start();
                    return true;
                })
                .get(10, TimeUnit.SECONDS);
        CompletableFuture<String> held = async(() -> greeter.greet("held"));
        assertFalse(refresh.isDone());
        Probe.leave.countDown();
        RefreshReport report = refresh.get(30, TimeUnit.SECONDS);
        assertEquals(OperationOutcome.DONE, report.outcome(), report::toString);
        assertEquals(
                List.of(client.getBundleId(), plugin.getBundleId(), library.getBundleId()),
                report.closure(),
                report::toString);
        assertEquals(
                List.of(
                        named("drain", client),
                        named("stop", client),
                        named("drain", plugin),
                        named("stop", plugin),
                        named("stop", library),
                        "refresh",
                        named("start", library),
                        named("start", plugin),
                        named("start", client),
                        named("carry on calls", plugin)),
                steps(report));
        assertEquals(DrainOutcome.DRAINED, report.drains().get(1).outcome());
        assertEquals(1, report.drains().get(1).completed());
        assertEquals("hello old", inside.get(10, TimeUnit.SECONDS));
        assertEquals("hello held", held.get(10, TimeUnit.SECONDS));
        assertEquals("hello again", greeter.greet("again"));
        assertNotSame(before, plugin.adapt(BundleWiring.class).getClassLoader());
        assertAllActive();
        assertFalse(events.contains(ServiceEvent.UNREGISTERING), events::toString);
        assertFalse(Probe.RAN_STOPPED.get());
    }

    @Test
    void drainThatIsGivenUpLeavesEverythingAsItWas() throws Exception {
        usePlugin(OPT_IN + ";drain.timeout=300;drain.on-timeout=abort;hold=true");
        host().refresh(List.of(plugin.getBundleId()));
        ClassLoader before = plugin.adapt(BundleWiring.class).getClassLoader();
        Greeter greeter = greeter();
        events.clear();
        CompletableFuture<String> inside = async(() -> greeter.greet("old"));
        assertTrue(Probe.inside.await(10, TimeUnit.SECONDS));
        RefreshReport report = refreshLibrary();
        assertEquals(OperationOutcome.ABORTED, report.outcome(), report::toString);
        assertTrue(String.valueOf(report.remark()).contains(PLUGIN), report::toString);
        assertTrue(steps(report).contains(named("start", client)), report::toString);
        assertFalse(steps(report).contains("refresh"), report::toString);
        assertAllActive();
        assertSame(before, plugin.adapt(BundleWiring.class).getClassLoader());
        Probe.leave.countDown();
        assertEquals("hello old", inside.get(10, TimeUnit.SECONDS));
        assertEquals("hello again", greeter.greet("again"));
        assertFalse(events.contains(ServiceEvent.UNREGISTERING), events::toString);
    }

    @Test
    void whoeverIsInterruptedLeavesEverythingAsItWas() throws Exception {
        Greeter greeter = greeter();
        CompletableFuture<String> inside = async(() -> greeter.greet("old"));
        assertTrue(Probe.inside.await(10, TimeUnit.SECONDS));
        CompletableFuture<Thread> refresher = new CompletableFuture<>();
        CompletableFuture<Boolean> refresh = async(() -> {
            refresher.complete(Thread.currentThread());
            assertThrows(InterruptedException.class, this::refreshLibrary);
            return true;
        });
        assertTrue(drainWaited.await(10, TimeUnit.SECONDS));
        refresher.get(10, TimeUnit.SECONDS).interrupt();
        assertTrue(refresh.get(30, TimeUnit.SECONDS));
        assertAllActive();
        Probe.leave.countDown();
        assertEquals("hello old", inside.get(10, TimeUnit.SECONDS));
        assertEquals("hello again", greeter().greet("again"));
    }

    @Test
    void whatAnUpdateLeftToBeRefreshed() throws Exception {
        Probe.leave.countDown();
        host().refresh(List.of());
        RefreshReport nothing = host().refresh(List.of());
        assertEquals(OperationOutcome.NOTHING_TO_DO, nothing.outcome(), nothing::toString);
        library.update(Files.newInputStream(BundleFiles.plugin(
                NoActivator.class, "some.library", Map.of("Export-Package", "some.library"), folder)));
        RefreshReport report =
                host().submitRefresh(List.of()).toCompletableFuture().get(30, TimeUnit.SECONDS);
        assertEquals(OperationOutcome.DONE, report.outcome(), report::toString);
        assertEquals(3, report.closure().size(), report::toString);
        assertAllActive();
        assertEquals("hello again", greeter().greet("again"));
    }

    @Test
    void whatDoesNotStartAgainIsToldAndTheOthersDo() throws Exception {
        Probe.leave.countDown();
        client.update(Files.newInputStream(BundleFiles.plugin(
                NoActivator.class, "sample.client", Map.of("Import-Package", "some.plugin"), folder)));
        library.stop();
        library.update(Files.newInputStream(BundleFiles.plugin(
                NoActivator.class, "some.library", Map.of("Export-Package", "other.package"), folder)));
        RefreshReport report = refreshLibrary();
        assertEquals(OperationOutcome.FAILED, report.outcome(), report::toString);
        assertTrue(String.valueOf(report.remark()).contains("did not start"), report::toString);
        library.update(Files.newInputStream(BundleFiles.plugin(
                FailingActivator.class, "some.library", Map.of("Export-Package", "some.library"), folder)));
        plugin.start();
        assertEquals("hello again", greeterThatIsThere().greet("again"));
    }

    /** The proxy of before, which has been given up, may be on its way out yet: no object can be had of that. */
    private Greeter greeterThatIsThere() throws InterruptedException {
        Greeter there = greeter();
        for (int i = 0; there == null && i < 1000; i++) {
            Thread.sleep(10);
            there = greeter();
        }
        return there;
    }

    @Test
    void whatCannotBeRefreshedIsRefused() {
        IllegalArgumentException unknown =
                assertThrows(IllegalArgumentException.class, () -> host().refresh(List.of(4711L)));
        assertTrue(unknown.toString().contains("4711"), unknown::toString);
        Bundle ofHost = consumer.getServiceReference(PluginHost.class).getBundle();
        for (long id : new long[] {0, ofHost.getBundleId()}) {
            IllegalArgumentException refused =
                    assertThrows(IllegalArgumentException.class, () -> host().refresh(List.of(id)));
            assertTrue(refused.toString().contains("cannot go on"), refused::toString);
        }
        assertAllActive();
    }
}
