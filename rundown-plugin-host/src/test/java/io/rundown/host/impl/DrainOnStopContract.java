package io.rundown.host.impl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rundown.RundownRef;
import io.rundown.host.DrainListener;
import io.rundown.host.DrainOutcome;
import io.rundown.host.DrainReport;
import io.rundown.host.HostProperties;
import io.rundown.host.PluginHost;
import io.rundown.host.PluginUnavailableException;
import io.rundown.host.impl.sample.Greeter;
import io.rundown.host.impl.sample.Probe;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.ServiceException;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.wiring.FrameworkWiring;

/** A call in flight ends before its plugin stops, on a real framework; a subclass says on which. */
@Timeout(60)
abstract class DrainOnStopContract extends HostOnFramework {

    /** Whether the framework itself lets no service go while its factory makes an object. */
    abstract boolean unregisteringWaitsForFactories();

    /** Something that stops the plugin. */
    @FunctionalInterface
    interface Trigger {
        void run() throws Exception;
    }

    @Test
    void callInFlightEndsBeforeStop() throws Exception {
        callOutlives(plugin::stop);
    }

    @Test
    void callInFlightEndsBeforeUninstall() throws Exception {
        callOutlives(plugin::uninstall);
    }

    @Test
    void callInFlightEndsBeforeUpdate() throws Exception {
        callOutlives(() -> {
            try (InputStream same = Files.newInputStream(folder.resolve(PLUGIN + ".jar"))) {
                plugin.update(same);
            }
        });
    }

    @Test
    void callInFlightEndsBeforeRefresh() throws Exception {
        callOutlives(() -> {
            CountDownLatch refreshed = new CountDownLatch(1);
            framework.adapt(FrameworkWiring.class).refreshBundles(List.of(plugin), event -> {
                if (event.getType() == FrameworkEvent.PACKAGES_REFRESHED) {
                    refreshed.countDown();
                }
            });
            assertTrue(refreshed.await(30, TimeUnit.SECONDS));
        });
    }

    @Test
    void callInFlightEndsBeforeFrameworkStop() throws Exception {
        callOutlives(() -> {
            framework.stop();
            framework.waitForStop(30_000);
        });
    }

    private void callOutlives(Trigger trigger) throws Exception {
        Greeter greeter = greeter();
        CompletableFuture<String> call = async(() -> greeter.greet("world"));
        assertTrue(Probe.inside.await(10, TimeUnit.SECONDS));
        CompletableFuture<String> stop = async(() -> {
            trigger.run();
            return "stopped";
        });
        assertTrue(drainBegan.await(10, TimeUnit.SECONDS));
        PluginUnavailableException late = assertThrows(PluginUnavailableException.class, () -> greeter.greet("late"));
        assertEquals(ServiceException.UNREGISTERED, late.getType());
        assertEquals(PLUGIN, late.plugin());
        assertEquals(Greeter.class.getName(), late.service());
        assertTrue(drainWaited.await(10, TimeUnit.SECONDS), "the drain should wait and say so");
        assertFalse(stop.isDone());
        assertFalse(Probe.STOPPED.get());
        assertNull(ended);
        Probe.leave.countDown();
        assertEquals("hello world", call.get(30, TimeUnit.SECONDS));
        assertEquals("stopped", stop.get(30, TimeUnit.SECONDS));
        assertFalse(Probe.RAN_STOPPED.get());
        DrainReport report = ended;
        assertNotNull(report);
        assertEquals(DrainOutcome.DRAINED, report.outcome());
        assertEquals(1, report.inFlightAtBegin());
        assertEquals(1, report.rejected());
        assertEquals(1, report.withdrawnServices());
    }

    @Test
    void progressTellsWhoCalledWhatAndForHowLong() throws Exception {
        List<String> lines = new CopyOnWriteArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                lines.add(new SimpleFormatter().formatMessage(line));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger log = Logger.getLogger("io.rundown.host");
        log.addHandler(handler);
        try {
            callOutlives(plugin::stop);
        } finally {
            log.removeHandler(handler);
        }
        assertTrue(
                lines.stream()
                        .anyMatch(line -> line.startsWith("still draining " + PLUGIN)
                                && line.contains(" called GuardedGreeter.greet, for ")
                                && line.contains(" ms at least")
                                && line.contains("    at ")),
                lines::toString);
    }

    @Test
    void listenerThatFailsDoesNotEndTheDrain() throws Exception {
        DrainListener failing = new DrainListener() {
            @Override
            public void drainBegan(DrainReport report) {
                throw new AssertionError("began");
            }

            @Override
            public void drainProgressed(DrainReport report) {
                throw new StackOverflowError("progressed");
            }
        };
        framework.getBundleContext().registerService(DrainListener.class, failing, null);
        callOutlives(plugin::stop);
    }

    @Test
    void factoryCallInFlightEndsBeforeStop() throws Exception {
        AtomicInteger out = new AtomicInteger();
        ServiceFactory<Callable<?>> slow = new ServiceFactory<>() {
            @Override
            public Callable<?> getService(Bundle bundle, ServiceRegistration<Callable<?>> registration) {
                Probe.inside.countDown();
                try {
                    Probe.leave.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                Probe.RAN_STOPPED.compareAndSet(false, Probe.STOPPED.get());
                out.incrementAndGet();
                return () -> "called";
            }

            @Override
            public void ungetService(
                    Bundle bundle, ServiceRegistration<Callable<?>> registration, Callable<?> service) {
                out.decrementAndGet();
            }
        };
        plugin.getBundleContext().registerService(Callable.class.getName(), slow, null);
        ServiceReference<?> reference = consumer.getServiceReference(Callable.class);
        assertNotNull(reference);
        CompletableFuture<@Nullable Object> use = async(() -> consumer.getService(reference));
        assertTrue(Probe.inside.await(10, TimeUnit.SECONDS));
        CompletableFuture<Thread> stopper = new CompletableFuture<>();
        CompletableFuture<String> stop = async(() -> {
            stopper.complete(Thread.currentThread());
            plugin.stop();
            return "stopped";
        });
        if (unregisteringWaitsForFactories()) {
            awaitStill(stopper.get());
        } else {
            assertTrue(drainWaited.await(10, TimeUnit.SECONDS), "the drain should wait and say so");
        }
        assertFalse(stop.isDone());
        assertFalse(Probe.STOPPED.get());
        Probe.leave.countDown();
        stop.get(30, TimeUnit.SECONDS);
        Callable<?> late = assertInstanceOf(Callable.class, use.get(30, TimeUnit.SECONDS));
        assertThrows(PluginUnavailableException.class, late::call, "the service has gone");
        assertFalse(Probe.RAN_STOPPED.get());
        assertEquals(0, out.get(), "what the factory made was given back to it");
    }

    @Test
    void callThatHasUnregisteredItsOwnServiceIsStillInsideThePlugin() throws Exception {
        CompletableFuture<ServiceRegistration<?>> registration = new CompletableFuture<>();
        Callable<String> leaving = () -> {
            registration.get().unregister();
            return greeterOf(plugin).greet("from inside");
        };
        registration.complete(plugin.getBundleContext().registerService(Callable.class.getName(), leaving, null));
        Callable<?> proxy = service(Callable.class);
        CompletableFuture<Object> call = async(proxy::call);
        assertTrue(Probe.inside.await(10, TimeUnit.SECONDS));
        assertNull(consumer.getServiceReference(Callable.class));
        CompletableFuture<String> stop = async(() -> {
            plugin.stop();
            return "stopped";
        });
        assertTrue(drainWaited.await(10, TimeUnit.SECONDS), "the drain should wait and say so");
        assertFalse(stop.isDone());
        Probe.leave.countDown();
        assertEquals("hello from inside", call.get(30, TimeUnit.SECONDS));
        assertEquals("stopped", stop.get(30, TimeUnit.SECONDS));
        assertFalse(Probe.RAN_STOPPED.get());
    }

    /** The plugin's own view, which is the original. */
    private static Greeter greeterOf(Bundle bundle) {
        BundleContext context = bundle.getBundleContext();
        return context.getService(context.getServiceReference(Greeter.class));
    }

    @Test
    void serviceWithTheCopiedPropertiesOfAProxyIsGuardedLikeAnyOther() throws Exception {
        Bundle copier = install(
                framework.getBundleContext(), BundleFiles.plugin(NoActivator.class, "sample.copier", "", folder));
        copier.start();
        ServiceReference<Greeter> wrapped = consumer.getServiceReference(Greeter.class);
        Hashtable<String, Object> copied = new Hashtable<>();
        for (String key : wrapped.getPropertyKeys()) {
            if (!key.startsWith("service.") && !key.equals(Constants.OBJECTCLASS)) {
                copied.put(key, wrapped.getProperty(key));
            }
        }
        Callable<String> decorator = () -> "called";
        copier.getBundleContext().registerService(Callable.class.getName(), decorator, copied);
        ServiceReference<?> seen = consumer.getServiceReference(Callable.class);
        assertNotNull(seen);
        assertEquals(copier.getBundleId(), seen.getProperty(HostProperties.ORIGINAL_BUNDLE_ID));
        assertTrue(service(PluginHost.class).plugins().get(1).services.get(0).guarded);
        ServiceReference<?> own = copier.getBundleContext().getServiceReference(Callable.class);
        assertNotNull(own);
        assertEquals(decorator, copier.getBundleContext().getService(own));
    }

    @Test
    void servicesWithAPropertyThatProxiesHaveTooAreGuarded() throws Exception {
        Dictionary<String, Object> own =
                new Hashtable<>(Map.of(HostProperties.ORIGINAL_BUNDLE_ID, plugin.getBundleId()));
        Callable<String> original = () -> "called";
        plugin.getBundleContext().registerService(Callable.class, original, own);
        ServiceReference<?> seen = consumer.getServiceReference(Callable.class);
        assertNotNull(seen);
        assertEquals(true, seen.getProperty(HostProperties.PROXIED));
        ServiceReference<?> reference = plugin.getBundleContext().getServiceReference(Callable.class);
        assertNotNull(reference);
        assertEquals(original, plugin.getBundleContext().getService(reference));
    }

    @Test
    void consumersSeeTheProxyAndTheProviderItsOriginal() throws Exception {
        ServiceReference<?>[] seen = consumer.getAllServiceReferences(Greeter.class.getName(), null);
        assertEquals(1, seen.length);
        assertEquals(true, seen[0].getProperty(HostProperties.PROXIED));
        assertEquals(plugin, seen[0].getBundle());
        ServiceReference<?>[] own = plugin.getBundleContext().getAllServiceReferences(Greeter.class.getName(), null);
        assertEquals(1, own.length);
        assertNull(own[0].getProperty(HostProperties.PROXIED));
        assertEquals(own[0].getProperty(Constants.SERVICE_ID), seen[0].getProperty(HostProperties.ORIGINAL_SERVICE_ID));
        Greeter greeter = greeter();
        assertEquals(greeter, greeter());
        assertEquals(greeter.hashCode(), greeter().hashCode());
    }

    @Test
    void classTypedServiceStaysVisibleAndIsListedWithTheReason() throws Exception {
        assertNotNull(consumer.getServiceReferences(Object.class, "(service.bundleid=" + plugin.getBundleId() + ")")
                .iterator()
                .next());
        PluginHost host = service(PluginHost.class);
        var services = host.plugins().get(0).services;
        assertEquals(2, services.size());
        assertTrue(services.get(0).guarded);
        assertTrue(String.valueOf(services.get(1).unguardedReason).contains("is a class"), services::toString);
    }

    @Test
    void onlyPluginsAreGivenARef() {
        BundleContext context = plugin.getBundleContext();
        ServiceReference<RundownRef> reference = context.getServiceReference(RundownRef.class);
        RundownRef ref = context.getService(reference);
        assertEquals(PLUGIN, ref.name());
        assertThrows(UnsupportedOperationException.class, ref::beginRundown);
        assertNull(consumer.getServiceReference(RundownRef.class));
    }

    @Test
    void pluginServesAgainAfterARestart() throws Exception {
        Probe.leave.countDown();
        Greeter stale = greeter();
        assertEquals("hello a", stale.greet("a"));
        plugin.stop();
        assertNull(consumer.getServiceReference(Greeter.class));
        plugin.start();
        assertEquals("hello b", greeter().greet("b"));
        assertThrows(PluginUnavailableException.class, () -> stale.greet("c"));
    }
}
