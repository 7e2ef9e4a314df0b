package io.rundown.host.impl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rundown.host.HostProperties;
import io.rundown.host.PluginHost;
import io.rundown.host.impl.sample.CountedFactory;
import io.rundown.host.impl.sample.Probe;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.SynchronousBundleListener;

/**
 * An interrupt that arrives while the host waits is kept until the operation is over: no code of plugins, consumers or listeners runs
 * in between with the flag set. On a real framework; a subclass says on which.
 */
@Timeout(60)
abstract class KeptInterruptContract extends HostOnFramework {

    /** What ran on an interrupted thread. */
    private final List<String> interrupted = new CopyOnWriteArrayList<>();

    private final List<String> ran = new CopyOnWriteArrayList<>();

    @Override
    Map<String, String> moreProperties() {
        return Map.of(HostProperties.DRAIN_TIMEOUT, "PT10M");
    }

    private void note(String where) {
        ran.add(where);
        if (Thread.currentThread().isInterrupted()) {
            interrupted.add(where);
        }
    }

    @BeforeEach
    void watch() {
        consumer.addServiceListener(event -> note("service event " + event.getType()));
        consumer.addBundleListener((SynchronousBundleListener) event -> {
            if (event.getBundle().equals(plugin) && event.getType() == BundleEvent.STOPPING) {
                note("bundle event STOPPING");
            }
        });
        Probe.atStop = () -> note("activator");
    }

    /** Interrupts a thread that waits for a call amid an operation; answers whether it is interrupted afterwards. */
    private boolean isInterruptedAfter(DrainOnStopContract.Trigger operation) throws Exception {
        var greeter = greeter();
        CompletableFuture<String> call = async(() -> greeter.greet("world"));
        assertTrue(Probe.inside.await(10, TimeUnit.SECONDS));
        CompletableFuture<Thread> operator = new CompletableFuture<>();
        CompletableFuture<Boolean> result = async(() -> {
            operator.complete(Thread.currentThread());
            operation.run();
            return Thread.interrupted();
        });
        assertTrue(drainWaited.await(10, TimeUnit.SECONDS));
        operator.get().interrupt();
        awaitMoreProgress();
        Probe.leave.countDown();
        boolean interruptedAfterwards = result.get(30, TimeUnit.SECONDS);
        assertEquals("hello world", call.get(30, TimeUnit.SECONDS));
        assertEquals(List.of(), interrupted, ran::toString);
        return interruptedAfterwards;
    }

    @Test
    void stop() throws Exception {
        assertTrue(isInterruptedAfter(plugin::stop));
        assertTrue(ran.contains("activator") && ran.contains("bundle event STOPPING"), ran::toString);
    }

    @Test
    void uninstallation() throws Exception {
        assertTrue(isInterruptedAfter(plugin::uninstall));
        assertTrue(ran.contains("activator"), ran::toString);
    }

    @Test
    void uninstallationWithAnActivatorThatFails() throws Exception {
        Probe.atStop = () -> {
            note("activator");
            throw new IllegalStateException("cannot stop");
        };
        assertTrue(isInterruptedAfter(plugin::uninstall));
        assertTrue(ran.contains("activator"), ran::toString);
    }

    @Test
    void anInterruptThatArrivedBefore() throws Exception {
        CompletableFuture<Boolean> result = async(() -> {
            Thread.currentThread().interrupt();
            plugin.stop();
            return Thread.interrupted();
        });
        assertTrue(result.get(30, TimeUnit.SECONDS));
        assertEquals(List.of(), interrupted, ran::toString);
    }

    @Test
    void aManagedDrainThatIsGivenUpPublishesTheServicesAgain() throws Exception {
        CountedFactory factory = new CountedFactory();
        plugin.getBundleContext().registerService(Callable.class.getName(), factory, null);
        Callable<?> proxy = service(Callable.class);
        CompletableFuture<Object> call = async(proxy::call);
        assertTrue(factory.inside.await(10, TimeUnit.SECONDS));
        CompletableFuture<Thread> operator = new CompletableFuture<>();
        CompletableFuture<Boolean> flagAfterTheException = async(() -> {
            operator.complete(Thread.currentThread());
            try {
                service(PluginHost.class).drain(plugin.getBundleId());
                throw new IllegalStateException("not given up");
            } catch (InterruptedException e) {
                return Thread.interrupted();
            }
        });
        assertTrue(drainWaited.await(10, TimeUnit.SECONDS));
        operator.get().interrupt();
        assertFalse(flagAfterTheException.get(30, TimeUnit.SECONDS), "the exception tells of it");
        assertEquals(List.of(), interrupted, ran::toString);
        assertTrue(ran.contains("service event " + org.osgi.framework.ServiceEvent.REGISTERED), ran::toString);
        factory.leave.countDown();
        call.get(30, TimeUnit.SECONDS);
        assertFalse(factory.released.get(30, TimeUnit.SECONDS), "released on an interrupted thread");
    }
}
