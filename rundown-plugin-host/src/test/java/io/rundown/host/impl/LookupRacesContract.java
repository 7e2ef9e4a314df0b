package io.rundown.host.impl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rundown.RundownRef;
import io.rundown.host.HostProperties;
import io.rundown.host.PluginHost;
import io.rundown.host.PluginUnavailableException;
import io.rundown.host.impl.sample.GreeterActivator;
import io.rundown.host.impl.sample.Probe;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceException;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceListener;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.wiring.FrameworkWiring;

/**
 * A look-up that races with the end of a service gets a proxy that rejects calls, and the framework publishes no error.
 * A subclass says on which framework, and whether calls are held.
 */
@Timeout(120)
abstract class LookupRacesContract extends HostOnFramework {

    private static final String CALLABLES = "(objectClass=" + Callable.class.getName() + ")";

    private final List<FrameworkEvent> errors = new CopyOnWriteArrayList<>();

    @Override
    Map<String, String> moreProperties() {
        return Map.of(HostProperties.DRAIN_ON_TIMEOUT, "abort");
    }

    @BeforeEach
    void listenToErrors() {
        framework.getBundleContext().addFrameworkListener(event -> {
            if (event.getType() == FrameworkEvent.ERROR || event.getType() == FrameworkEvent.WARNING) {
                errors.add(event);
            }
        });
    }

    @Test
    void aLookupAmidTheUnregistrationOfTheServiceGetsAProxyThatRejects() throws Exception {
        ServiceRegistration<?> registration = register(() -> () -> "here");
        AtomicReference<@Nullable Callable<?>> found = lookUpWhenItGoes();
        registration.unregister();
        assertRejects(found.get(), "the service has been unregistered");
        assertNoErrors();
    }

    @Test
    void aLookupAmidTheStopOfThePluginGetsAProxyThatRejects() throws Exception {
        register(() -> () -> "here");
        AtomicReference<@Nullable Callable<?>> found = lookUpWhenItGoes();
        plugin.stop();
        assertRejects(found.get(), "");
        assertNoErrors();
    }

    @Test
    void aLookupThatIsInsideTheFactoryWhenTheServiceGoesGetsAProxyThatRejects() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch gone = new CountDownLatch(1);
        ServiceRegistration<?> registration = register(() -> {
            inside.countDown();
            await(gone);
            return () -> "here";
        });
        ServiceReference<?> reference = reference();
        consumer.addServiceListener(event -> countDownWhenItGoes(event, gone), CALLABLES);
        CompletableFuture<@Nullable Object> lookup = async(() -> consumer.getService(reference));
        await(inside);
        registration.unregister();
        Object found = lookup.get(1, TimeUnit.MINUTES);
        // some framework gives a service that has gone, and some does not
        if (found != null) {
            assertRejects((Callable<?>) found, "the service has been unregistered");
        }
        assertNoErrors();
    }

    @Test
    void aFactoryThatUnregistersItsOwnServiceCausesNoError() throws Exception {
        AtomicReference<@Nullable ServiceRegistration<?>> registration = new AtomicReference<>();
        registration.set(register(() -> {
            Objects.requireNonNull(registration.get()).unregister();
            return () -> "here";
        }));
        Object found = consumer.getService(reference());
        if (found != null) {
            assertRejects((Callable<?>) found, "the service has been unregistered");
        }
        assertNoErrors();
    }

    @Test
    void aFactoryThatStopsItsPluginCausesNoError() throws Exception {
        register(() -> {
            stop(plugin);
            return () -> "here";
        });
        Object found = consumer.getService(reference());
        if (found != null) {
            assertRejects((Callable<?>) found, "");
        }
        assertNoErrors();
    }

    @Test
    void aFactoryThatStopsItsConsumerCausesNoError() throws Exception {
        register(() -> {
            stop(consumer.getBundle());
            return () -> "here";
        });
        ServiceReference<?> reference = reference();
        try {
            consumer.getService(reference);
        } catch (IllegalStateException e) {
            assertTrue(consumer.getBundle().getState() == Bundle.RESOLVED, e::toString);
        }
        assertNoErrors();
    }

    @Test
    void aProxyThatRejectsCanBeGivenBack() throws Exception {
        ServiceRegistration<?> registration = register(() -> () -> "here");
        ServiceReference<?> reference = reference();
        AtomicReference<@Nullable Callable<?>> found = new AtomicReference<>();
        ServiceListener twice = event -> {
            if (event.getType() == ServiceEvent.UNREGISTERING) {
                consumer.getService(reference);
                assertTrue(consumer.ungetService(reference), "it was in use");
                found.set((Callable<?>) consumer.getService(reference));
                assertTrue(consumer.ungetService(reference), "it was in use again");
            }
        };
        consumer.addServiceListener(twice, CALLABLES);
        registration.unregister();
        assertRejects(found.get(), "the service has been unregistered");
        assertNull(consumer.getBundle().getServicesInUse());
        assertNoErrors();
    }

    @Test
    void aLookupAmidADrainThatIsGivenUpGetsAProxyThatServesAfterwards() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        register(() -> () -> {
            inside.countDown();
            return Probe.leave.await(1, TimeUnit.MINUTES);
        });
        Callable<?> first = (Callable<?>) consumer.getService(reference());
        CompletableFuture<?> call = async(first::call);
        await(inside);
        CompletableFuture<Thread> draining = new CompletableFuture<>();
        CompletableFuture<?> drain = async(() -> {
            draining.complete(Thread.currentThread());
            return service(PluginHost.class).drain(plugin.getBundleId());
        });
        await(drainBegan);
        BundleContext late = secondConsumer();
        ServiceReference<?> reference = late.getServiceReference(Callable.class.getName());
        assertNotNull(reference, "a drain that may be given up withdraws nothing");
        Callable<?> second = (Callable<?>) late.getService(reference);
        assertNotNull(second);
        draining.get().interrupt();
        ExecutionException givenUp = assertThrows(ExecutionException.class, () -> drain.get(1, TimeUnit.MINUTES));
        assertInstanceOf(InterruptedException.class, givenUp.getCause());
        Probe.leave.countDown();
        assertEquals(true, call.get(1, TimeUnit.MINUTES));
        assertEquals(true, second.call());
        assertSame(second, late.getService(reference));
        late.ungetService(reference);
        late.ungetService(reference);
        assertNull(late.getBundle().getServicesInUse());
        assertRejects(second, "");
        assertNoErrors();
    }

    @Test
    void aLookupAmidADrainThatEndsGetsAProxyThatRejects() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        register(() -> () -> {
            inside.countDown();
            return Probe.leave.await(1, TimeUnit.MINUTES);
        });
        Callable<?> first = (Callable<?>) consumer.getService(reference());
        CompletableFuture<?> call = async(first::call);
        await(inside);
        CompletableFuture<?> drain = async(() -> service(PluginHost.class).drain(plugin.getBundleId()));
        await(drainBegan);
        BundleContext late = secondConsumer();
        ServiceReference<?> reference = late.getServiceReference(Callable.class.getName());
        assertNotNull(reference, "a drain that may be given up withdraws nothing");
        Callable<?> second = (Callable<?>) late.getService(reference);
        Callable<?> givenBack = (Callable<?>) secondConsumer().getService(reference);
        Probe.leave.countDown();
        drain.get(1, TimeUnit.MINUTES);
        assertEquals(true, call.get(1, TimeUnit.MINUTES));
        assertRejects(second, "");
        assertRejects(givenBack, "");
        assertNull(late.getBundle().getServicesInUse());
        assertNoErrors();
    }

    @Test
    void lookupsUnderLoadCauseNoErrors() throws Exception {
        AtomicBoolean end = new AtomicBoolean();
        LongAdder found = new LongAdder();
        LongAdder rejected = new LongAdder();
        List<CompletableFuture<?>> consumers = new ArrayList<>();
        for (BundleContext each : List.of(consumer, secondConsumer())) {
            consumers.add(async(() -> {
                while (!end.get()) {
                    lookUpAndCall(each, found, rejected);
                }
                return "done";
            }));
        }
        for (int round = 0; round < 40; round++) {
            for (int i = 0; i < 10; i++) {
                register(() -> () -> "here").unregister();
            }
            register(() -> () -> "here");
            plugin.stop(round % 2 == 0 ? 0 : Bundle.STOP_TRANSIENT);
            plugin.start();
            if (round % 4 == 0) {
                register(() -> () -> "here");
                update();
            }
        }
        while (found.sum() < 1_000) {
            register(() -> () -> "here").unregister();
        }
        end.set(true);
        for (CompletableFuture<?> each : consumers) {
            assertEquals("done", each.get(1, TimeUnit.MINUTES));
        }
        assertNoErrors();
    }

    private static void lookUpAndCall(BundleContext user, LongAdder found, LongAdder rejected) throws Exception {
        ServiceReference<?> reference = user.getServiceReference(Callable.class.getName());
        Object service = reference == null ? null : user.getService(reference);
        if (service != null) {
            found.increment();
            try {
                assertEquals("here", ((Callable<?>) service).call());
            } catch (PluginUnavailableException e) {
                rejected.increment();
            }
            user.ungetService(reference);
        }
    }

    private void update() throws Exception {
        try (InputStream jar = Files.newInputStream(BundleFiles.plugin(GreeterActivator.class, PLUGIN, "", folder))) {
            plugin.update(jar);
        }
    }

    private BundleContext secondConsumer() throws Exception {
        String name = "other.consumer" + framework.getBundleContext().getBundles().length;
        Bundle bundle = install(framework.getBundleContext(), BundleFiles.plugin(NoActivator.class, name, "", folder));
        bundle.start();
        return bundle.getBundleContext();
    }

    @Test
    void aFactoryWithoutAnObjectGivesNoneAsWithoutTheHost() throws Exception {
        register(() -> null);
        assertNull(consumer.getService(reference()));
        awaitFrameworkEvents();
        assertTrue(!errors.isEmpty() && errors.size() <= 2, this::errors);
    }

    @Test
    void aFactoryThatThrowsGivesNoObjectAsWithoutTheHost() throws Exception {
        register(() -> {
            throw new IllegalStateException("no object today");
        });
        assertNull(consumer.getService(reference()));
        awaitFrameworkEvents();
        assertTrue(!errors.isEmpty() && errors.size() <= 2, this::errors);
    }

    @Test
    void aBundleThatIsNoPluginDoesNotSeeTheRefOfPlugins() throws Exception {
        assertNull(consumer.getServiceReference(RundownRef.class));
        ServiceReference<RundownRef> seen = plugin.getBundleContext().getServiceReference(RundownRef.class);
        assertNotNull(plugin.getBundleContext().getService(seen));
        assertNoErrors();
    }

    @Test
    void aPluginThatStopsGetsItsRefAndTheFrameworkPublishesNoError() throws Exception {
        ServiceReference<RundownRef> seen = plugin.getBundleContext().getServiceReference(RundownRef.class);
        AtomicReference<@Nullable RundownRef> found = new AtomicReference<>();
        SynchronousBundleListener asking = event -> {
            if (event.getType() == BundleEvent.STOPPING && event.getBundle().equals(plugin)) {
                found.set(plugin.getBundleContext().getService(seen));
            }
        };
        consumer.addBundleListener(asking);
        plugin.stop();
        assertNotNull(found.get());
        assertNoErrors();
    }

    private static void countDownWhenItGoes(ServiceEvent event, CountDownLatch gone) {
        if (event.getType() == ServiceEvent.UNREGISTERING) {
            gone.countDown();
        }
    }

    /** Looks it up in the listener to which the framework tells that it goes. */
    private AtomicReference<@Nullable Callable<?>> lookUpWhenItGoes() throws Exception {
        AtomicReference<@Nullable Callable<?>> found = new AtomicReference<>();
        consumer.addServiceListener(
                event -> {
                    if (event.getType() == ServiceEvent.UNREGISTERING) {
                        found.set((Callable<?>) consumer.getService(event.getServiceReference()));
                    }
                },
                CALLABLES);
        return found;
    }

    private ServiceReference<?> reference() {
        ServiceReference<?> reference = consumer.getServiceReference(Callable.class.getName());
        assertNotNull(reference);
        return reference;
    }

    private ServiceRegistration<?> register(Supplier<@Nullable Callable<Object>> objects) {
        return plugin.getBundleContext().registerService(Callable.class.getName(), new Factory(objects), null);
    }

    private static void assertRejects(@Nullable Callable<?> proxy, String reason) {
        assertNotNull(proxy);
        PluginUnavailableException rejection = assertThrows(PluginUnavailableException.class, proxy::call);
        String message = assertInstanceOf(String.class, rejection.getMessage());
        assertTrue(message.contains(PLUGIN) && message.contains(reason), message);
    }

    /** Some framework has a complaint of its own about a factory that takes its service away. */
    private void assertNoErrors() throws Exception {
        awaitFrameworkEvents();
        assertEquals(
                List.of(),
                errors.stream()
                        .map(FrameworkEvent::getThrowable)
                        .filter(LookupRacesContract::isOfFactoryWithoutObject)
                        .toList(),
                this::errors);
    }

    private static boolean isOfFactoryWithoutObject(@Nullable Throwable error) {
        return !(error instanceof ServiceException of) || of.getType() != ServiceException.FACTORY_EXCEPTION;
    }

    private String errors() {
        return errors.size() + ": "
                + errors.stream().map(FrameworkEvent::getThrowable).toList();
    }

    /** Some framework tells its events on a thread of its own, one after the other. */
    private void awaitFrameworkEvents() throws Exception {
        CountDownLatch told = new CountDownLatch(1);
        framework.getBundleContext().addFrameworkListener(event -> {
            if (event.getType() == FrameworkEvent.PACKAGES_REFRESHED) {
                told.countDown();
            }
        });
        framework.adapt(FrameworkWiring.class).refreshBundles(List.of());
        assertTrue(told.await(1, TimeUnit.MINUTES));
    }

    private static void stop(Bundle bundle) {
        try {
            bundle.stop();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(1, TimeUnit.MINUTES));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A plugin's factory, as the test says. */
    private record Factory(Supplier<@Nullable Callable<Object>> objects) implements ServiceFactory<Callable<Object>> {
        @Override
        @SuppressWarnings("NullAway") // null is what is tested
        public Callable<Object> getService(Bundle bundle, ServiceRegistration<Callable<Object>> registration) {
            return objects.get();
        }

        @Override
        public void ungetService(
                Bundle bundle, ServiceRegistration<Callable<Object>> registration, Callable<Object> service) {}
    }
}
