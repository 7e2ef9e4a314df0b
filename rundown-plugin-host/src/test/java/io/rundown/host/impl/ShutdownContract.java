package io.rundown.host.impl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rundown.host.DrainListener;
import io.rundown.host.DrainReport;
import io.rundown.host.HostProperties;
import io.rundown.host.impl.sample.Greeter;
import io.rundown.host.impl.sample.Probe;
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
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.ServiceRegistration;

/**
 * One budget bounds everything that the host waits for while the framework shuts down, on a real framework; a subclass says on which. All
 * plugins wait without a limit, and no call ends by itself.
 */
@Timeout(60)
abstract class ShutdownContract extends HostOnFramework {

    private final CountDownLatch end = new CountDownLatch(1);

    @Override
    Map<String, String> moreProperties() {
        return Map.of(
                HostProperties.DRAIN_ON_TIMEOUT, "wait",
                HostProperties.DRAIN_TIMEOUT, "PT10M",
                HostProperties.SHUTDOWN_BUDGET, "1000");
    }

    @AfterEach
    void letEverybodyGo() {
        end.countDown();
    }

    private void callThatNeverEnds() throws Exception {
        Greeter greeter = greeter();
        async(() -> greeter.greet("world"));
        assertTrue(Probe.inside.await(10, TimeUnit.SECONDS));
    }

    private void assertStopsInTime() throws Exception {
        framework.stop();
        FrameworkEvent event = framework.waitForStop(30_000);
        assertEquals(FrameworkEvent.STOPPED, event.getType(), "the plugins wait for ten minutes otherwise");
    }

    @Test
    void aPluginThatWaitsWithoutALimit() throws Exception {
        callThatNeverEnds();
        assertStopsInTime();
        assertEquals(1, Objects.requireNonNull(ended).abandoned());
    }

    @Test
    void aDrainThatBeganBefore() throws Exception {
        callThatNeverEnds();
        CompletableFuture<Boolean> stop = async(() -> {
            plugin.stop();
            return true;
        });
        assertTrue(drainWaited.await(10, TimeUnit.SECONDS));
        assertStopsInTime();
        assertTrue(stop.get(30, TimeUnit.SECONDS));
    }

    @Test
    void aServiceThatIsUnregisteredWhileTheFrameworkStops() throws Exception {
        Callable<String> slow = () -> {
            Probe.inside.countDown();
            end.await();
            return "called";
        };
        ServiceRegistration<?> registration = plugin.getBundleContext().registerService(Callable.class, slow, null);
        Callable<?> proxy = service(Callable.class);
        async(proxy::call);
        assertTrue(Probe.inside.await(10, TimeUnit.SECONDS));
        CompletableFuture<Boolean> unregistration = async(() -> {
            registration.unregister();
            return true;
        });
        assertTrue(drainWaited.await(10, TimeUnit.SECONDS));
        assertStopsInTime();
        assertTrue(unregistration.get(30, TimeUnit.SECONDS));
    }

    @Test
    void aConsumerThatStopsAmidItsCallOfAnObjectOfItsOwn() throws Exception {
        CompletableFuture<Boolean> inside = new CompletableFuture<>();
        plugin.getBundleContext()
                .registerService(
                        Callable.class.getName(),
                        (org.osgi.framework.PrototypeServiceFactory<Callable<?>>) new Prototype(() -> {
                            inside.complete(true);
                            end.await();
                            return "called";
                        }),
                        null);
        BundleContext context = consumer;
        Callable<?> proxy = service(Callable.class);
        async(proxy::call);
        assertTrue(inside.get(10, TimeUnit.SECONDS));
        Bundle bundle = context.getBundle();
        CompletableFuture<Boolean> stop = async(() -> {
            bundle.stop();
            return true;
        });
        assertStopsInTime();
        assertTrue(stop.get(30, TimeUnit.SECONDS));
    }

    private record Prototype(Callable<?> object) implements org.osgi.framework.PrototypeServiceFactory<Callable<?>> {
        @Override
        public Callable<?> getService(Bundle bundle, ServiceRegistration<Callable<?>> registration) {
            return object;
        }

        @Override
        public void ungetService(Bundle bundle, ServiceRegistration<Callable<?>> registration, Callable<?> service) {}
    }

    @Test
    void listenersThatHang() throws Exception {
        for (int i = 0; i < 5; i++) {
            framework
                    .getBundleContext()
                    .registerService(
                            DrainListener.class,
                            new DrainListener() {
                                @Override
                                public void drainBegan(DrainReport report) {
                                    try {
                                        end.await();
                                    } catch (InterruptedException e) {
                                        throw new IllegalStateException(e);
                                    }
                                }
                            },
                            null);
        }
        callThatNeverEnds();
        assertStopsInTime();
    }
}
