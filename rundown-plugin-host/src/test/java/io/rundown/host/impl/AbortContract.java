package io.rundown.host.impl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rundown.host.DrainOutcome;
import io.rundown.host.DrainReport;
import io.rundown.host.HostProperties;
import io.rundown.host.OperationOutcome;
import io.rundown.host.OperationReport;
import io.rundown.host.PluginHost;
import io.rundown.host.PluginUnavailableException;
import io.rundown.host.impl.sample.Greeter;
import io.rundown.host.impl.sample.Probe;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;

/** A drain with the action {@code abort} has no consequence for callers until it is complete, on a real framework. */
@Timeout(60)
abstract class AbortContract extends HostOnFramework {

    @Override
    Map<String, String> moreProperties() {
        return Map.of(
                HostProperties.DRAIN_TIMEOUT,
                drainTimeout(),
                HostProperties.DRAIN_ON_TIMEOUT,
                "abort",
                HostProperties.HOLD_LIMIT,
                "2");
    }

    /** Long enough for a test to act before it is over. */
    String drainTimeout() {
        return "PT5S";
    }

    private PluginHost host() {
        return service(PluginHost.class);
    }

    private CompletableFuture<String> callThatStaysInside(Greeter greeter) throws Exception {
        CompletableFuture<String> call = async(() -> greeter.greet("inside"));
        assertTrue(Probe.inside.await(10, TimeUnit.SECONDS));
        return call;
    }

    private CompletableFuture<OperationReport> drain() throws Exception {
        CompletableFuture<OperationReport> drain = async(() -> host().drain(plugin.getBundleId()));
        assertTrue(drainWaited.await(10, TimeUnit.SECONDS));
        return drain;
    }

    /** A call that has arrived and waits. */
    private static CompletableFuture<String> parkedCall(Greeter greeter, String name) throws Exception {
        CompletableFuture<Thread> started = new CompletableFuture<>();
        CompletableFuture<String> call = async(() -> {
            started.complete(Thread.currentThread());
            return greeter.greet(name);
        });
        awaitStill(started.get(10, TimeUnit.SECONDS));
        return call;
    }

    @Test
    void callsThatArriveBeforeAnAbortRunAfterIt() throws Exception {
        Greeter greeter = greeter();
        CompletableFuture<String> inside = callThatStaysInside(greeter);
        CompletableFuture<OperationReport> drain = drain();
        CompletableFuture<String> parked = parkedCall(greeter, "parked");
        CompletableFuture<String> found = async(() -> greeter().greet("found"));
        OperationReport report = drain.get(30, TimeUnit.SECONDS);
        assertEquals(OperationOutcome.ABORTED, report.outcome(), report::toString);
        Probe.leave.countDown();
        assertEquals("hello parked", parked.get(10, TimeUnit.SECONDS));
        assertEquals("hello found", found.get(10, TimeUnit.SECONDS));
        assertEquals("hello inside", inside.get(10, TimeUnit.SECONDS));
        DrainReport drained = Objects.requireNonNull(report.drain());
        assertEquals(0, drained.rejected(), drained::toString);
        assertTrue(drained.held() >= 1, drained::toString);
    }

    @Test
    void callsThatArriveBeforeADrainIsCompleteAreRejectedAndCountedOnce() throws Exception {
        Greeter greeter = greeter();
        CompletableFuture<String> inside = callThatStaysInside(greeter);
        CompletableFuture<OperationReport> drain = drain();
        CompletableFuture<String> parked = parkedCall(greeter, "parked");
        assertFalse(parked.isDone());
        Probe.leave.countDown();
        OperationReport report = drain.get(30, TimeUnit.SECONDS);
        assertEquals(OperationOutcome.DONE, report.outcome(), report::toString);
        assertEquals("hello inside", inside.get(10, TimeUnit.SECONDS));
        ExecutionException failure = assertThrows(ExecutionException.class, () -> parked.get(10, TimeUnit.SECONDS));
        assertInstanceOf(PluginUnavailableException.class, failure.getCause());
        DrainReport drained = Objects.requireNonNull(report.drain());
        assertEquals(DrainOutcome.DRAINED, drained.outcome());
        assertEquals(1, drained.rejected(), drained::toString);
        assertEquals(0, drained.held(), drained::toString);
        host().resume(plugin.getBundleId());
        assertEquals("hello again", greeter().greet("again"));
    }

    @Test
    void noMoreCallsWaitThanMayBeHeld() throws Exception {
        Greeter greeter = greeter();
        callThatStaysInside(greeter);
        CompletableFuture<OperationReport> drain = drain();
        CompletableFuture<String> first = parkedCall(greeter, "first");
        CompletableFuture<String> second = parkedCall(greeter, "second");
        PluginUnavailableException third = assertThrows(PluginUnavailableException.class, () -> greeter.greet("third"));
        assertTrue(String.valueOf(third.getMessage()).contains(HostProperties.HOLD_LIMIT), third::toString);
        assertEquals(OperationOutcome.ABORTED, drain.get(30, TimeUnit.SECONDS).outcome());
        Probe.leave.countDown();
        assertEquals("hello first", first.get(10, TimeUnit.SECONDS));
        assertEquals("hello second", second.get(10, TimeUnit.SECONDS));
    }

    @Test
    void anInterruptedDrainLetsParkedCallsRun() throws Exception {
        Greeter greeter = greeter();
        callThatStaysInside(greeter);
        CompletableFuture<Thread> operator = new CompletableFuture<>();
        CompletableFuture<OperationReport> drain = async(() -> {
            operator.complete(Thread.currentThread());
            return host().drain(plugin.getBundleId());
        });
        assertTrue(drainWaited.await(10, TimeUnit.SECONDS));
        CompletableFuture<String> parked = parkedCall(greeter, "parked");
        operator.get().interrupt();
        assertThrows(ExecutionException.class, () -> drain.get(30, TimeUnit.SECONDS));
        Probe.leave.countDown();
        assertEquals("hello parked", parked.get(10, TimeUnit.SECONDS));
    }

    /** Something like an event source: a listener that does not remove itself gets each event twice when it is added again. */
    @Test
    void aListenerThatIsToldThatTheServiceGoesMayStillCallIt() throws Exception {
        List<String> listeners = new CopyOnWriteArrayList<>();
        Consumer<String> source = text -> {
            if (!listeners.remove(text)) {
                listeners.add(text);
            }
        };
        plugin.getBundleContext().registerService(Consumer.class.getName(), source, null);
        List<String> failures = new CopyOnWriteArrayList<>();
        ServiceTracker<Object, Consumer<String>> tracker =
                new ServiceTracker<>(consumer, Consumer.class.getName(), null) {
                    @Override
                    @SuppressWarnings("unchecked")
                    public Consumer<String> addingService(ServiceReference<Object> reference) {
                        Consumer<String> proxy = (Consumer<String>) consumer.getService(reference);
                        proxy.accept("listener");
                        return proxy;
                    }

                    @Override
                    public void removedService(ServiceReference<Object> reference, Consumer<String> proxy) {
                        try {
                            proxy.accept("listener");
                        } catch (PluginUnavailableException e) {
                            failures.add(e.toString());
                        }
                        consumer.ungetService(reference);
                    }
                };
        tracker.open();
        Probe.leave.countDown();
        assertEquals(List.of("listener"), listeners);
        assertEquals(OperationOutcome.DONE, host().drain(plugin.getBundleId()).outcome());
        assertEquals(List.of(), failures);
        assertEquals(List.of(), listeners);
        host().resume(plugin.getBundleId());
        assertEquals(List.of("listener"), listeners);
        assertNotNull(consumer.getServiceReference(Consumer.class));
        plugin.stop();
        assertEquals(List.of(), failures);
        assertEquals(List.of(), listeners);
        assertNull(consumer.getServiceReference(Consumer.class));
    }
}
