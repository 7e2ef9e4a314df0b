package io.rundown.host.impl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rundown.host.DrainCause;
import io.rundown.host.DrainOutcome;
import io.rundown.host.DrainReport;
import io.rundown.host.HostProperties;
import io.rundown.host.OperationOutcome;
import io.rundown.host.OperationReport;
import io.rundown.host.OperationStep;
import io.rundown.host.PluginHost;
import io.rundown.host.PluginUnavailableException;
import io.rundown.host.ReloadMode;
import io.rundown.host.impl.sample.FailingActivator;
import io.rundown.host.impl.sample.Greeter;
import io.rundown.host.impl.sample.GreeterActivator;
import io.rundown.host.impl.sample.NextGreeterActivator;
import io.rundown.host.impl.sample.Probe;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceRegistration;

/** What a reload {@link ReloadMode#SIDE_BY_SIDE} does and reports, on a real framework; a subclass says on which. */
@Timeout(60)
abstract class SideBySideContract extends HostOnFramework {

    private static final String OPT_IN = "osgi.extender;filter:=\"(osgi.extender=io.rundown)\"";

    private final List<Integer> events = new CopyOnWriteArrayList<>();

    @Override
    Map<String, String> moreProperties() {
        return Map.of(HostProperties.HOLD, PLUGIN, HostProperties.HOLD_TIMEOUT, "1000");
    }

    @BeforeEach
    void listen() throws Exception {
        consumer.addServiceListener(
                event -> events.add(event.getType()), "(objectClass=" + Greeter.class.getName() + ")");
    }

    private PluginHost host() {
        return service(PluginHost.class);
    }

    private Path jar(Class<? extends BundleActivator> activator, String version, String requirement) throws Exception {
        Map<String, String> headers = requirement.isEmpty()
                ? Map.of("Bundle-Version", version)
                : Map.of("Bundle-Version", version, "Require-Capability", requirement);
        return BundleFiles.plugin(activator, PLUGIN, headers, folder);
    }

    private OperationReport reload(
            long id, Class<? extends BundleActivator> activator, String version, String requirement) throws Exception {
        try (InputStream in = Files.newInputStream(jar(activator, version, requirement))) {
            return host().reload(id, in, ReloadMode.SIDE_BY_SIDE);
        }
    }

    private OperationReport reload(Class<? extends BundleActivator> activator, String version) throws Exception {
        return reload(plugin.getBundleId(), activator, version, "");
    }

    private static List<String> steps(OperationReport report) {
        return report.steps().stream().map(OperationStep::name).toList();
    }

    private CompletableFuture<String> callInsideTheOldOne(Greeter greeter) throws Exception {
        CompletableFuture<String> inside = async(() -> greeter.greet("old"));
        assertTrue(Probe.inside.await(10, TimeUnit.SECONDS));
        return inside;
    }

    private void assertNobodyNoticed() {
        assertFalse(events.contains(ServiceEvent.REGISTERED), events::toString);
        assertFalse(events.contains(ServiceEvent.UNREGISTERING), events::toString);
        assertFalse(Probe.RAN_STOPPED.get(), "a call ran on the stopped revision");
    }

    @Test
    void newCallsGoToTheNextRevisionWhileTheOldOneDrains() throws Exception {
        Greeter greeter = greeter();
        CompletableFuture<String> inside = callInsideTheOldOne(greeter);
        CompletableFuture<OperationReport> reload = async(() -> reload(NextGreeterActivator.class, "2.0.0"));
        assertTrue(drainWaited.await(10, TimeUnit.SECONDS));
        assertEquals("hi new", greeter.greet("new"));
        assertEquals("hi new", greeter().greet("new"), "by a service that is looked up now");
        assertFalse(inside.isDone());
        assertFalse(reload.isDone());
        assertEquals(Bundle.ACTIVE, plugin.getState());
        Probe.leave.countDown();
        OperationReport report = reload.get(30, TimeUnit.SECONDS);
        assertEquals("hello old", inside.get(10, TimeUnit.SECONDS));
        assertEquals(OperationOutcome.DONE, report.outcome(), report::toString);
        assertEquals(
                List.of(
                        "read revision",
                        "install bundle",
                        "start bundle",
                        "await services",
                        "obtain objects",
                        "drain",
                        "carry on calls",
                        "stop the old bundle",
                        "uninstall the old bundle",
                        "refresh"),
                steps(report));
        assertEquals(Bundle.UNINSTALLED, plugin.getState());
        assertNotEquals(plugin.getBundleId(), report.bundleIdAfterwards());
        DrainReport drain = report.drain();
        assertNotNull(drain);
        assertEquals(DrainCause.REPLACED, drain.cause());
        assertEquals(DrainOutcome.DRAINED, drain.outcome());
        assertEquals(1, drain.completed());
        assertEquals(0, drain.rejected());
        assertEquals(0, drain.abandoned());
        assertEquals("hi again", greeter.greet("again"));
        assertNobodyNoticed();
    }

    @Test
    void theNextRevisionIsAPluginAsTheOneBefore() throws Exception {
        Greeter greeter = greeter();
        Probe.leave.countDown();
        long second = reload(NextGreeterActivator.class, "2.0.0").bundleIdAfterwards();
        OperationReport third = reload(second, GreeterActivator.class, "3.0.0", "");
        assertEquals(OperationOutcome.DONE, third.outcome(), third::toString);
        assertEquals("hello again", greeter.greet("again"));
        try (InputStream in = Files.newInputStream(jar(NextGreeterActivator.class, "4.0.0", ""))) {
            OperationReport inPlace = host().reload(third.bundleIdAfterwards(), in);
            assertEquals(OperationOutcome.DONE, inPlace.outcome(), inPlace::toString);
            assertEquals(third.bundleIdAfterwards(), inPlace.bundleIdAfterwards());
        }
        assertEquals("hi again", greeter.greet("again"));
        assertNobodyNoticed();
        consumer.getBundle(third.bundleIdAfterwards()).stop();
        assertThrows(PluginUnavailableException.class, () -> greeter.greet("late"));
        assertTrue(events.contains(ServiceEvent.UNREGISTERING), events::toString);
    }

    /** A call may have passed the old gate and get the new object. */
    @Test
    void theNextRevisionDoesNotStopWhileCallsOfTheOldOneAreInside() throws Exception {
        CompletableFuture<String> inside = callInsideTheOldOne(greeter());
        CompletableFuture<OperationReport> reload = async(() -> reload(NextGreeterActivator.class, "2.0.0"));
        assertTrue(drainWaited.await(10, TimeUnit.SECONDS));
        Bundle next = nextBundle();
        CompletableFuture<Thread> stopper = new CompletableFuture<>();
        CompletableFuture<Boolean> stopped = async(() -> {
            stopper.complete(Thread.currentThread());
            next.stop();
            return Probe.leave.getCount() == 0;
        });
        awaitStill(stopper.get(10, TimeUnit.SECONDS));
        assertFalse(stopped.isDone());
        Probe.leave.countDown();
        inside.get(10, TimeUnit.SECONDS);
        assertTrue(stopped.get(30, TimeUnit.SECONDS));
        assertEquals(OperationOutcome.DONE, reload.get(30, TimeUnit.SECONDS).outcome());
    }

    private Bundle nextBundle() {
        for (Bundle bundle : consumer.getBundles()) {
            if (PLUGIN.equals(bundle.getSymbolicName()) && !bundle.equals(plugin)) {
                return bundle;
            }
        }
        throw new AssertionError("there is none");
    }

    @Test
    void whoeverStopsTheOldBundleMeanwhileTakesNothingFromConsumers() throws Exception {
        Greeter greeter = greeter();
        CompletableFuture<String> inside = callInsideTheOldOne(greeter);
        CompletableFuture<OperationReport> reload = async(() -> reload(NextGreeterActivator.class, "2.0.0"));
        assertTrue(drainWaited.await(10, TimeUnit.SECONDS));
        CompletableFuture<Thread> stopper = new CompletableFuture<>();
        CompletableFuture<Boolean> stopped = async(() -> {
            stopper.complete(Thread.currentThread());
            plugin.stop();
            return Probe.leave.getCount() == 0;
        });
        awaitStill(stopper.get(10, TimeUnit.SECONDS));
        assertFalse(stopped.isDone());
        Probe.leave.countDown();
        assertEquals("hello old", inside.get(10, TimeUnit.SECONDS));
        assertTrue(stopped.get(30, TimeUnit.SECONDS));
        assertEquals(OperationOutcome.DONE, reload.get(30, TimeUnit.SECONDS).outcome());
        assertEquals("hi again", greeter.greet("again"));
        assertNobodyNoticed();
    }

    @Test
    void serviceOfTheOldOneThatIsUnregisteredMeanwhileIsWaitedFor() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        Callable<String> old = () -> {
            inside.countDown();
            leave.await();
            return "old";
        };
        ServiceRegistration<?> registration =
                plugin.getBundleContext().registerService(Callable.class.getName(), old, null);
        Callable<?> proxy = service(Callable.class);
        CompletableFuture<Object> call = async(proxy::call);
        assertTrue(inside.await(10, TimeUnit.SECONDS));
        CompletableFuture<OperationReport> reload = async(() -> reload(NextGreeterActivator.class, "2.0.0"));
        while (!isThereANextBundle()) {
            Thread.onSpinWait();
        }
        Callable<String> next = () -> "next";
        nextBundle().getBundleContext().registerService(Callable.class.getName(), next, null);
        assertTrue(drainWaited.await(10, TimeUnit.SECONDS));
        CompletableFuture<Thread> unregisterer = new CompletableFuture<>();
        CompletableFuture<Boolean> unregistered = async(() -> {
            unregisterer.complete(Thread.currentThread());
            registration.unregister();
            return leave.getCount() == 0;
        });
        awaitStill(unregisterer.get(10, TimeUnit.SECONDS));
        assertFalse(unregistered.isDone());
        assertEquals("next", proxy.call());
        leave.countDown();
        assertTrue(unregistered.get(30, TimeUnit.SECONDS));
        assertEquals("old", call.get(10, TimeUnit.SECONDS));
        assertEquals(OperationOutcome.DONE, reload.get(30, TimeUnit.SECONDS).outcome());
        assertEquals("next", proxy.call());
    }

    @Test
    void whatCannotTakeThePlaceIsTakenAwayAgain() throws Exception {
        Greeter greeter = greeter();
        int bundles = consumer.getBundles().length;
        OperationReport failing = reload(FailingActivator.class, "2.0.0");
        assertEquals(OperationOutcome.ROLLED_BACK, failing.outcome(), failing::toString);
        assertTrue(String.valueOf(failing.remark()).contains("does not start"), failing::toString);
        OperationReport offeringNothing = reload(NoActivator.class, "2.0.0");
        assertEquals(OperationOutcome.ROLLED_BACK, offeringNothing.outcome(), offeringNothing::toString);
        assertTrue(String.valueOf(offeringNothing.remark()).contains(Greeter.class.getName()), failing::toString);
        OperationReport unresolvable =
                reload(plugin.getBundleId(), NextGreeterActivator.class, "2.0.0", "no.such.namespace");
        assertEquals(OperationOutcome.ROLLED_BACK, unresolvable.outcome(), unresolvable::toString);
        OperationReport sameVersion = reload(NextGreeterActivator.class, "1.0.0");
        assertEquals(OperationOutcome.FAILED, sameVersion.outcome(), sameVersion::toString);
        assertTrue(String.valueOf(sameVersion.remark()).contains("another version"), sameVersion::toString);
        for (OperationReport report : List.of(failing, offeringNothing, unresolvable, sameVersion)) {
            assertEquals(plugin.getBundleId(), report.bundleIdAfterwards());
            assertNull(report.drain(), "nothing was drained");
        }
        assertEquals(bundles, consumer.getBundles().length);
        Probe.leave.countDown();
        assertEquals("hello again", greeter.greet("again"));
        assertNobodyNoticed();
    }

    @Test
    void thePluginIsStoppedBeforeTheNextRevisionOffersAnything() throws Exception {
        CompletableFuture<OperationReport> reload = async(() -> reload(NoActivator.class, "2.0.0"));
        while (consumer.getBundles().length == 0 || !isThereANextBundle()) {
            Thread.onSpinWait();
        }
        plugin.stop();
        OperationReport report = reload.get(30, TimeUnit.SECONDS);
        assertEquals(OperationOutcome.FAILED, report.outcome(), report::toString);
        assertFalse(isThereANextBundle());
        plugin.start();
        Probe.leave.countDown();
        assertEquals("hello again", greeter().greet("again"));
    }

    private boolean isThereANextBundle() {
        for (Bundle bundle : consumer.getBundles()) {
            if (PLUGIN.equals(bundle.getSymbolicName())
                    && !bundle.equals(plugin)
                    && bundle.getState() == Bundle.ACTIVE) {
                return true;
            }
        }
        return false;
    }

    @Test
    void withoutHoldConsumersMoveOnWhenTheOldServicesAreWithdrawn() throws Exception {
        String notHeld = OPT_IN + ";hold=false";
        plugin.update(Files.newInputStream(jar(GreeterActivator.class, "1.0.0", notHeld)));
        Greeter before = greeter();
        CompletableFuture<String> inside = callInsideTheOldOne(before);
        CompletableFuture<OperationReport> reload =
                async(() -> reload(plugin.getBundleId(), NextGreeterActivator.class, "2.0.0", notHeld));
        assertTrue(drainWaited.await(10, TimeUnit.SECONDS));
        assertEquals("hi new", greeter().greet("new"));
        PluginUnavailableException refused =
                assertThrows(PluginUnavailableException.class, () -> before.greet("stale"));
        assertTrue(refused.toString().contains("another bundle has taken the plugin's place"), refused::toString);
        Probe.leave.countDown();
        OperationReport report = reload.get(30, TimeUnit.SECONDS);
        assertEquals(OperationOutcome.DONE, report.outcome(), report::toString);
        assertEquals("hello old", inside.get(10, TimeUnit.SECONDS));
        assertEquals("hi again", greeter().greet("again"));
    }

    @Test
    void callsThatDoNotEndAreLeftBehind() throws Exception {
        String impatient = OPT_IN + ";drain.timeout=300;drain.on-timeout=abort;hold=true";
        plugin.update(Files.newInputStream(jar(GreeterActivator.class, "1.0.0", impatient)));
        Greeter greeter = greeter();
        events.clear();
        CompletableFuture<String> inside = callInsideTheOldOne(greeter);
        OperationReport report = reload(plugin.getBundleId(), NextGreeterActivator.class, "2.0.0", impatient);
        assertEquals(OperationOutcome.DONE, report.outcome(), report::toString);
        DrainReport drain = report.drain();
        assertNotNull(drain);
        assertEquals(DrainOutcome.TIMED_OUT, drain.outcome());
        assertEquals(1, drain.abandoned());
        assertEquals(0, drain.completed());
        assertEquals("hi again", greeter.greet("again"));
        Probe.leave.countDown();
        assertEquals("hello old", inside.get(10, TimeUnit.SECONDS));
        assertFalse(events.contains(ServiceEvent.UNREGISTERING), events::toString);
    }
}
