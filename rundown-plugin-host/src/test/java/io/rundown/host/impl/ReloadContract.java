package io.rundown.host.impl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rundown.host.HostProperties;
import io.rundown.host.OperationOutcome;
import io.rundown.host.OperationReport;
import io.rundown.host.OperationStep;
import io.rundown.host.PluginHost;
import io.rundown.host.PluginOperation;
import io.rundown.host.impl.sample.FailingActivator;
import io.rundown.host.impl.sample.Greeter;
import io.rundown.host.impl.sample.GreeterActivator;
import io.rundown.host.impl.sample.Probe;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.ServiceEvent;

/** What {@link PluginHost#reload} does and reports, on a real framework; a subclass says on which. */
@Timeout(60)
abstract class ReloadContract extends HostOnFramework {

    private static final String OPT_IN = "osgi.extender;filter:=\"(osgi.extender=io.rundown)\"";

    private final List<Integer> events = new CopyOnWriteArrayList<>();

    @Override
    Map<String, String> moreProperties() {
        return Map.of(HostProperties.HOLD, PLUGIN);
    }

    @BeforeEach
    void listen() throws Exception {
        consumer.addServiceListener(
                event -> events.add(event.getType()), "(objectClass=" + Greeter.class.getName() + ")");
    }

    private PluginHost host() {
        return service(PluginHost.class);
    }

    private Path jar(Class<? extends BundleActivator> activator, String requirement) throws Exception {
        return BundleFiles.plugin(activator, PLUGIN, requirement, folder);
    }

    private OperationReport reload(Path jar) throws Exception {
        try (InputStream in = Files.newInputStream(jar)) {
            return host().reload(plugin.getBundleId(), in);
        }
    }

    private static List<String> steps(OperationReport report) {
        return report.steps().stream().map(OperationStep::name).toList();
    }

    private void assertServesAndNobodyNoticed(Greeter greeter) throws Exception {
        assertEquals(Bundle.ACTIVE, plugin.getState());
        Probe.leave.countDown();
        assertEquals("hello again", greeter.greet("again"));
        assertFalse(events.contains(ServiceEvent.REGISTERED), events::toString);
        assertFalse(events.contains(ServiceEvent.UNREGISTERING), events::toString);
        assertFalse(Probe.RAN_STOPPED.get(), "a call ran on the stopped revision");
    }

    @Test
    void reloadDrainsHoldsAndCarriesOn() throws Exception {
        Greeter greeter = greeter();
        CompletableFuture<String> inside = async(() -> greeter.greet("old"));
        assertTrue(Probe.inside.await(10, TimeUnit.SECONDS));
        CompletableFuture<OperationReport> reload = async(() -> reload(jar(GreeterActivator.class, "")));
        assertTrue(drainWaited.await(10, TimeUnit.SECONDS));
        assertEquals(Bundle.ACTIVE, plugin.getState(), "no lock of the framework is held yet");
        CompletableFuture<Thread> caller = new CompletableFuture<>();
        CompletableFuture<String> held = async(() -> {
            caller.complete(Thread.currentThread());
            return greeter.greet("new");
        });
        awaitStill(caller.get(10, TimeUnit.SECONDS));
        assertFalse(held.isDone());
        Probe.leave.countDown();
        OperationReport report = reload.get(30, TimeUnit.SECONDS);
        assertEquals(OperationOutcome.DONE, report.outcome(), report::toString);
        assertEquals(
                List.of("read revision", "keep revision", "drain", "update bundle", "obtain objects", "carry on calls"),
                steps(report));
        assertTrue(report.steps().get(5).result().startsWith("1 were held"), report::toString);
        assertEquals("hello old", inside.get(10, TimeUnit.SECONDS));
        assertEquals("hello new", held.get(10, TimeUnit.SECONDS));
        assertServesAndNobodyNoticed(greeter);
    }

    @Test
    void reloadFromTheLocationWithoutAStream() throws Exception {
        Greeter greeter = greeter();
        OperationReport report = host().submit(PluginOperation.RELOAD, plugin.getBundleId())
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
        assertEquals(OperationOutcome.DONE, report.outcome(), report::toString);
        assertServesAndNobodyNoticed(greeter);
    }

    @Test
    void revisionsThatDoNotStartAreRolledBack() throws Exception {
        Greeter greeter = greeter();
        Path failing = folder.resolve("failing.jar");
        Files.move(jar(FailingActivator.class, ""), failing);
        Path unresolvable = folder.resolve("unresolvable.jar");
        Files.move(jar(GreeterActivator.class, "no.such.namespace"), unresolvable);
        for (Path jar : List.of(failing, unresolvable, failing)) {
            OperationReport report = reload(jar);
            assertEquals(OperationOutcome.ROLLED_BACK, report.outcome(), report::toString);
            assertTrue(steps(report).contains("roll back"), report::toString);
            String remark = String.valueOf(report.remark());
            assertTrue(remark.contains("does not start") || remark.contains("no.such.namespace"), remark);
            Probe.leave.countDown();
            assertEquals("hello again", greeter.greet("again"));
        }
        assertServesAndNobodyNoticed(greeter);
    }

    @Test
    void whatIsNoRevisionDoesNothingToThePlugin() throws Exception {
        Greeter greeter = greeter();
        Path good = jar(GreeterActivator.class, "");
        Path noBundle = Files.write(folder.resolve("no.jar"), "no jar".getBytes(StandardCharsets.UTF_8));
        Path truncated =
                Files.write(folder.resolve("truncated.jar"), java.util.Arrays.copyOf(Files.readAllBytes(good), 100));
        for (Path jar : List.of(noBundle, truncated)) {
            OperationReport report = reload(jar);
            assertEquals(OperationOutcome.FAILED, report.outcome(), report::toString);
            assertEquals(List.of("read revision"), steps(report));
        }
        InputStream breaking =
                new SequenceInputStream(new ByteArrayInputStream(Files.readAllBytes(good)), new Broken());
        OperationReport report = host().reload(plugin.getBundleId(), breaking);
        assertEquals(OperationOutcome.FAILED, report.outcome(), report::toString);
        assertTrue(String.valueOf(report.remark()).contains("the line is dead"), report::toString);
        assertServesAndNobodyNoticed(greeter);
    }

    /** A stream that ends in an error. */
    private static final class Broken extends InputStream {
        @Override
        public int read() throws IOException {
            throw new IOException("the line is dead");
        }
    }

    @Test
    void abortedReloadLeavesEverythingAsItWasAndLetsTheHeldCallsIn() throws Exception {
        plugin.update(Files.newInputStream(
                jar(GreeterActivator.class, OPT_IN + ";drain.timeout=300;drain.on-timeout=abort;hold=true")));
        Greeter greeter = greeter();
        events.clear();
        CompletableFuture<String> inside = async(() -> greeter.greet("old"));
        assertTrue(Probe.inside.await(10, TimeUnit.SECONDS));
        CompletableFuture<OperationReport> reload = async(() -> reload(jar(GreeterActivator.class, "")));
        assertTrue(drainWaited.await(10, TimeUnit.SECONDS));
        CompletableFuture<String> held = async(() -> greeter.greet("held"));
        OperationReport report = reload.get(30, TimeUnit.SECONDS);
        assertEquals(OperationOutcome.ABORTED, report.outcome(), report::toString);
        Probe.leave.countDown();
        assertEquals("hello old", inside.get(10, TimeUnit.SECONDS));
        assertEquals("hello held", held.get(10, TimeUnit.SECONDS));
        assertServesAndNobodyNoticed(greeter);
    }

    @Test
    void withoutHoldConsumersGetTheServiceOfTheNextRevision() throws Exception {
        Probe.leave.countDown();
        plugin.update(Files.newInputStream(jar(GreeterActivator.class, OPT_IN + ";hold=false")));
        Greeter before = greeter();
        OperationReport report = reload(jar(GreeterActivator.class, OPT_IN + ";hold=false"));
        assertEquals(OperationOutcome.DONE, report.outcome(), report::toString);
        assertNotNull(report.drain());
        assertEquals("hello next", greeter().greet("next"), () -> "the proxy from before was " + before);
    }
}
