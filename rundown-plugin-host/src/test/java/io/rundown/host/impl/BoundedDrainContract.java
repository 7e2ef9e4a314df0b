package io.rundown.host.impl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rundown.host.DrainListener;
import io.rundown.host.DrainOutcome;
import io.rundown.host.DrainReport;
import io.rundown.host.HostProperties;
import io.rundown.host.OperationReport;
import io.rundown.host.PluginHost;
import io.rundown.host.PluginUnavailableException;
import io.rundown.host.impl.sample.Greeter;
import io.rundown.host.impl.sample.Probe;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;

/** A drain has one deadline, whatever is in its way, on a real framework; a subclass says on which. */
@Timeout(60)
abstract class BoundedDrainContract extends HostOnFramework {

    private static final int FACTORIES = 4;

    private final CountDownLatch end = new CountDownLatch(1);

    @Override
    Map<String, String> moreProperties() {
        return Map.of(HostProperties.DRAIN_TIMEOUT, "700");
    }

    @AfterEach
    void letEverybodyGo() {
        end.countDown();
    }

    private PluginHost host() {
        return service(PluginHost.class);
    }

    private void await() {
        try {
            end.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Consumers that are inside factories which do not return before the test ends. */
    private void consumersHangInFactories(int count) throws Exception {
        CountDownLatch inside = new CountDownLatch(count);
        ServiceFactory<Callable<String>> factory = new ServiceFactory<>() {
            @Override
            public Callable<String> getService(Bundle bundle, ServiceRegistration<Callable<String>> registration) {
                inside.countDown();
                BoundedDrainContract.this.await();
                return () -> "called";
            }

            @Override
            public void ungetService(
                    Bundle bundle, ServiceRegistration<Callable<String>> registration, Callable<String> service) {}
        };
        for (int i = 0; i < count; i++) {
            plugin.getBundleContext()
                    .registerService(Callable.class.getName(), factory, FrameworkUtil.asDictionary(Map.of("i", i)));
            ServiceReference<?> reference = consumer.getServiceReferences(Callable.class, "(i=" + i + ")").stream()
                    .findFirst()
                    .orElseThrow();
            async(() -> String.valueOf(consumer.getService(reference)));
        }
        assertTrue(inside.await(10, TimeUnit.SECONDS));
    }

    private long drainsThatWaitedInVain() {
        return host().history().stream()
                .filter(report -> report.outcome() != DrainOutcome.DRAINED)
                .count();
    }

    @Test
    void aManagedDrainEndsThoughConsumersHangInFactories() throws Exception {
        consumersHangInFactories(FACTORIES);
        Greeter greeter = greeter();
        CompletableFuture<OperationReport> drain = async(() -> host().drain(plugin.getBundleId()));
        assertTrue(drainBegan.await(10, TimeUnit.SECONDS));
        assertThrows(PluginUnavailableException.class, () -> greeter.greet("late"));
        DrainReport report =
                Objects.requireNonNull(drain.get(30, TimeUnit.SECONDS).drain());
        assertEquals(DrainOutcome.TIMED_OUT, report.outcome(), report::toString);
        assertEquals(FACTORIES, report.abandoned(), report::toString);
    }

    @Test
    void whatADrainHasGivenUpOnIsNotWaitedForAgain() throws Exception {
        Greeter greeter = greeter();
        List<ServiceRegistration<?>> registrations = new ArrayList<>();
        CountDownLatch inside = new CountDownLatch(FACTORIES);
        for (int i = 0; i < FACTORIES; i++) {
            Callable<String> slow = () -> {
                inside.countDown();
                await();
                return "called";
            };
            registrations.add(plugin.getBundleContext()
                    .registerService(Callable.class, slow, FrameworkUtil.asDictionary(Map.of("i", i))));
            Callable<?> proxy =
                    consumer.getService(consumer.getServiceReferences(Callable.class, "(i=" + i + ")").stream()
                            .findFirst()
                            .orElseThrow());
            async(proxy::call);
        }
        assertTrue(inside.await(10, TimeUnit.SECONDS));
        assertEquals(
                DrainOutcome.TIMED_OUT,
                Objects.requireNonNull(host().drain(plugin.getBundleId()).drain())
                        .outcome());
        registrations.forEach(ServiceRegistration::unregister);
        plugin.stop();
        assertEquals(1, drainsThatWaitedInVain(), host().history()::toString);
        assertThrows(PluginUnavailableException.class, () -> greeter.greet("late"));
    }

    @Test
    void aCallThatADrainHasGivenUpOnIsNeverCalledDrained() throws Exception {
        Callable<String> slow = () -> {
            Probe.inside.countDown();
            await();
            return "called";
        };
        ServiceRegistration<?> registration = plugin.getBundleContext().registerService(Callable.class, slow, null);
        Callable<?> proxy = service(Callable.class);
        CompletableFuture<Object> call = async(proxy::call);
        assertTrue(Probe.inside.await(10, TimeUnit.SECONDS));
        registration.unregister();
        assertEquals(1, drainsThatWaitedInVain(), host().history()::toString);
        plugin.stop();
        DrainReport ofStop = host().history().get(host().history().size() - 1);
        assertEquals(DrainOutcome.TIMED_OUT, ofStop.outcome(), ofStop::toString);
        assertEquals(1, ofStop.abandoned(), ofStop::toString);
        assertTrue(ofStop.elapsed().toMillis() < 700, "it is not waited for again: " + ofStop);
        assertFalse(call.isDone());
    }

    @Test
    void consumersThatHangInFactoriesAreWaitedForOnceWhenTheBundleStops() throws Exception {
        consumersHangInFactories(FACTORIES);
        CompletableFuture<Boolean> stop = async(() -> {
            plugin.stop();
            return true;
        });
        assertTrue(drainBegan.await(10, TimeUnit.SECONDS));
        while (ended == null) {
            Thread.sleep(5);
        }
        end.countDown(); // some framework itself waits for them
        assertTrue(stop.get(30, TimeUnit.SECONDS));
        assertEquals(1, drainsThatWaitedInVain(), host().history()::toString);
        assertEquals(FACTORIES, Objects.requireNonNull(ended).abandoned(), String.valueOf(ended));
    }

    @Test
    void aFactoryThatUnregistersItsOwnServiceDoesNotWaitForItself() throws Exception {
        CompletableFuture<ServiceRegistration<?>> own = new CompletableFuture<>();
        ServiceFactory<Callable<String>> leaving = new ServiceFactory<>() {
            @Override
            public Callable<String> getService(Bundle bundle, ServiceRegistration<Callable<String>> registration) {
                own.join().unregister();
                return () -> "called";
            }

            @Override
            public void ungetService(
                    Bundle bundle, ServiceRegistration<Callable<String>> registration, Callable<String> service) {}
        };
        own.complete(plugin.getBundleContext().registerService(Callable.class.getName(), leaving, null));
        ServiceReference<?> reference = Objects.requireNonNull(consumer.getServiceReference(Callable.class));
        consumer.getService(reference);
        assertEquals(0, drainsThatWaitedInVain(), host().history()::toString);
    }

    @Test
    void listenersThatHangHoldUpNeitherTheDrainNorOthers() throws Exception {
        DrainListener hanging = new DrainListener() {
            @Override
            public void drainBegan(DrainReport report) {
                BoundedDrainContract.this.await();
            }
        };
        framework.getBundleContext().registerService(DrainListener.class, hanging, null);
        Greeter greeter = greeter();
        CompletableFuture<String> call = async(() -> greeter.greet("world"));
        assertTrue(Probe.inside.await(10, TimeUnit.SECONDS));
        CompletableFuture<Boolean> stop = async(() -> {
            plugin.stop();
            return true;
        });
        assertTrue(drainBegan.await(10, TimeUnit.SECONDS), "the other listener is told");
        assertTrue(stop.get(30, TimeUnit.SECONDS));
        Probe.leave.countDown();
        assertEquals("hello world", call.get(10, TimeUnit.SECONDS));
    }

    /** The policy of the plugin is to wait; an interrupt is the only other end. */
    @Test
    void waitingWithoutALimitEndsWhenTheThreadIsInterrupted() throws Exception {
        Bundle patient = install(
                framework.getBundleContext(),
                BundleFiles.plugin(
                        io.rundown.host.impl.sample.GreeterActivator.class,
                        "sample.patient",
                        "osgi.extender;filter:=\"(osgi.extender=io.rundown)\";drain.on-timeout=wait",
                        folder));
        plugin.uninstall();
        patient.start();
        Greeter greeter = greeter();
        async(() -> greeter.greet("world"));
        assertTrue(Probe.inside.await(10, TimeUnit.SECONDS));
        CompletableFuture<Thread> stopper = new CompletableFuture<>();
        CompletableFuture<Boolean> stop = async(() -> {
            stopper.complete(Thread.currentThread());
            patient.stop();
            return Thread.interrupted();
        });
        assertTrue(drainWaited.await(10, TimeUnit.SECONDS));
        stopper.get().interrupt();
        assertTrue(stop.get(30, TimeUnit.SECONDS));
    }
}
