package io.rundown.host.impl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rundown.host.DrainReport;
import io.rundown.host.GuardedService;
import io.rundown.host.HostProperties;
import io.rundown.host.OperationOutcome;
import io.rundown.host.OperationReport;
import io.rundown.host.PluginHost;
import io.rundown.host.ReloadMode;
import io.rundown.host.impl.sample.FactoryActivator;
import io.rundown.host.impl.sample.Greeter;
import io.rundown.host.impl.sample.NextGreeterActivator;
import io.rundown.host.impl.sample.PendingActivator;
import io.rundown.host.impl.sample.Probe;
import io.rundown.host.impl.sample.SelfStoppingActivator;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;

/** What may happen while one bundle takes the place of another, on a real framework; a subclass says on which. */
@Timeout(60)
abstract class SideBySideRacesContract extends HostOnFramework {

    @Override
    Map<String, String> moreProperties() {
        return Map.of(HostProperties.HOLD, PLUGIN, HostProperties.HOLD_TIMEOUT, "2000");
    }

    private InputStream jar(Class<? extends BundleActivator> activator, String version) throws Exception {
        return Files.newInputStream(BundleFiles.plugin(activator, PLUGIN, Map.of("Bundle-Version", version), folder));
    }

    private OperationReport reload(Class<? extends BundleActivator> activator) throws Exception {
        try (InputStream in = jar(activator, "2.0.0")) {
            return service(PluginHost.class).reload(plugin.getBundleId(), in, ReloadMode.SIDE_BY_SIDE);
        }
    }

    private <T> CompletableFuture<T> inside(Callable<T> call) throws Exception {
        CompletableFuture<T> result = async(call);
        assertTrue(Probe.inside.await(10, TimeUnit.SECONDS));
        return result;
    }

    private static OperationReport done(CompletableFuture<OperationReport> reload) throws Exception {
        OperationReport report = reload.get(30, TimeUnit.SECONDS);
        assertEquals(OperationOutcome.DONE, report.outcome(), report::toString);
        return report;
    }

    @Test
    void theNextBundleIsUpdatedWhileTheOldOneDrains() throws Exception {
        Greeter greeter = greeter();
        CompletableFuture<String> inside = inside(() -> greeter.greet("old"));
        CompletableFuture<OperationReport> reload = async(() -> reload(NextGreeterActivator.class));
        assertTrue(drainWaited.await(10, TimeUnit.SECONDS));
        Bundle next = nextBundle();
        CompletableFuture<Boolean> update = async(() -> {
            next.update(jar(NextGreeterActivator.class, "2.0.1"));
            return true;
        });
        awaitMoreProgress();
        assertFalse(update.isDone());
        Probe.leave.countDown();
        assertEquals("hello old", inside.get(10, TimeUnit.SECONDS));
        assertTrue(update.get(20, TimeUnit.SECONDS));
        done(reload);
        assertEquals("hi later", greeter.greet("later"));
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
    void aCallInsideTheOldBundleStopsIt() throws Exception {
        plugin.update(jar(SelfStoppingActivator.class, "1.0.0"));
        Greeter greeter = greeter();
        CompletableFuture<String> inside = inside(() -> greeter.greet("itself"));
        CompletableFuture<OperationReport> reload = async(() -> reload(NextGreeterActivator.class));
        assertTrue(drainWaited.await(10, TimeUnit.SECONDS));
        Probe.leave.countDown();
        assertEquals("stopped by itself", inside.get(10, TimeUnit.SECONDS));
        done(reload);
        assertEquals("hi later", greeter.greet("later"));
    }

    @Test
    void aCallThatEndsDuringTheTakeOverIsCountedAndItsResultToComeWaitedFor() throws Exception {
        CompletableFuture<Object> pending = new CompletableFuture<>();
        PendingActivator.result = () -> pending;
        CountDownLatch making = new CountDownLatch(1);
        CountDownLatch make = new CountDownLatch(1);
        FactoryActivator.factory = () -> {
            making.countDown();
            awaitQuietly(make);
            return () -> "next";
        };
        plugin.update(jar(PendingActivator.class, "1.0.0"));
        Callable<?> proxy = service(Callable.class);
        CompletableFuture<Object> inside = inside(proxy::call);
        CompletableFuture<OperationReport> reload = async(() -> reload(FactoryActivator.class));
        assertTrue(making.await(10, TimeUnit.SECONDS));
        Probe.leave.countDown();
        assertSame(pending, inside.get(10, TimeUnit.SECONDS));
        make.countDown();
        awaitMoreProgress();
        assertFalse(reload.isDone());
        pending.complete("there");
        DrainReport drain = done(reload).drain();
        assertNotNull(drain);
        assertEquals(1, drain.inFlightAtBegin());
        assertEquals(1, drain.completed());
        assertEquals("next", proxy.call());
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aConsumerUngetsWhileAFutureOfTheOldBundleIsToCome() throws Exception {
        FutureTask<Object> task = new FutureTask<>(() -> "there");
        PendingActivator.result = () -> task;
        FactoryActivator.factory = () -> () -> "next";
        Probe.leave.countDown();
        plugin.update(jar(PendingActivator.class, "1.0.0"));
        ServiceReference<?> reference = consumer.getServiceReference(Callable.class.getName());
        assertSame(task, ((Callable<?>) consumer.getService(reference)).call());
        CompletableFuture<OperationReport> reload = async(() -> reload(FactoryActivator.class));
        assertTrue(drainWaited.await(10, TimeUnit.SECONDS));
        assertTrue(consumer.ungetService(reference));
        awaitMoreProgress();
        assertFalse(reload.isDone());
        task.run();
        done(reload);
    }

    @Test
    void aNextBundleWithoutAnObjectDoesNotTakeThePlaceAndAWorkingOneKeepsNothingOfTheOldOne() throws Exception {
        Probe.leave.countDown();
        AtomicBoolean ready = new AtomicBoolean();
        FactoryActivator.factory = () -> ready.get() ? () -> "next" : null;
        PendingActivator.result = () -> CompletableFuture.completedFuture("old");
        plugin.update(jar(PendingActivator.class, "1.0.0"));
        Callable<?> proxy = service(Callable.class);
        Object old = GuardedService.unwrap(proxy);
        assertNotNull(old);
        OperationReport report = async(() -> reload(FactoryActivator.class)).get(30, TimeUnit.SECONDS);
        assertEquals(OperationOutcome.ROLLED_BACK, report.outcome(), report::toString);
        assertSame(old, GuardedService.unwrap(proxy));
        ready.set(true);
        done(async(() -> reload(FactoryActivator.class)));
        assertNotSame(old, GuardedService.unwrap(proxy), "the old object is not kept");
        assertEquals("next", proxy.call());
    }

    @Test
    void servicesWithTheSamePropertiesCarryEachOtherOn() throws Exception {
        Probe.leave.countDown();
        CompletableFuture<OperationReport> reload = new CompletableFuture<>();
        plugin.getBundleContext()
                .registerService(
                        Callable.class.getName(), named("old a"), FrameworkUtil.asDictionary(Map.of("name", "a")));
        plugin.getBundleContext()
                .registerService(
                        Callable.class.getName(), named("old b"), FrameworkUtil.asDictionary(Map.of("name", "b")));
        ServiceReference<?> reference = consumer.getServiceReferences(Callable.class, "(name=b)")
                .iterator()
                .next();
        Callable<?> proxy = (Callable<?>) consumer.getService(reference);
        framework.getBundleContext().addBundleListener((org.osgi.framework.SynchronousBundleListener) event -> {
            Bundle next = event.getBundle();
            if (event.getType() == BundleEvent.STARTED
                    && PLUGIN.equals(next.getSymbolicName())
                    && !next.equals(plugin)) {
                next.getBundleContext()
                        .registerService(
                                Callable.class.getName(),
                                named("new b"),
                                FrameworkUtil.asDictionary(Map.of("name", "b")));
                next.getBundleContext()
                        .registerService(
                                Callable.class.getName(),
                                named("new a"),
                                FrameworkUtil.asDictionary(Map.of("name", "a2")));
            }
        });
        reload.complete(reload(NextGreeterActivator.class));
        done(reload);
        assertEquals("new b", proxy.call());
        assertEquals("b", reference.getProperty("name"));
    }

    private static Callable<String> named(String name) {
        return () -> name;
    }

    @Test
    void whatIsDrainedIsNotReplaced() throws Exception {
        service(PluginHost.class).drain(plugin.getBundleId());
        int bundles = consumer.getBundles().length;
        OperationReport report = reload(NextGreeterActivator.class);
        assertEquals(OperationOutcome.FAILED, report.outcome(), report::toString);
        assertTrue(String.valueOf(report.remark()).contains("resume it first"), report::toString);
        assertEquals(bundles, consumer.getBundles().length);
    }

    /** Some framework tells the end of a refresh on the thread that the listener would block. */
    @Test
    void aBundleListenerMayAskForIt() throws Exception {
        Probe.leave.countDown();
        CompletableFuture<OperationReport> reload = new CompletableFuture<>();
        Bundle other = install(
                framework.getBundleContext(), BundleFiles.plugin(NoActivator.class, "some.other", Map.of(), folder));
        consumer.addBundleListener(event -> {
            if (event.getType() == BundleEvent.STARTED && event.getBundle().equals(other)) {
                try {
                    reload.complete(reload(NextGreeterActivator.class));
                } catch (Exception e) {
                    reload.completeExceptionally(e);
                }
            }
        });
        other.start();
        OperationReport report = done(reload);
        assertFalse(report.elapsed().toSeconds() > 20, report::toString);
        assertEquals("hi later", greeter().greet("later"));
    }
}
