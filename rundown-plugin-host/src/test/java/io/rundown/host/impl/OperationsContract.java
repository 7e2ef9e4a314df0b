package io.rundown.host.impl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rundown.host.DrainOutcome;
import io.rundown.host.OperationOutcome;
import io.rundown.host.OperationReport;
import io.rundown.host.OperationStep;
import io.rundown.host.PluginHost;
import io.rundown.host.PluginOperation;
import io.rundown.host.PluginUnavailableException;
import io.rundown.host.impl.sample.Greeter;
import io.rundown.host.impl.sample.GreeterActivator;
import io.rundown.host.impl.sample.Probe;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceListener;

/** What the {@link PluginHost} does to plugins, on a real framework; a subclass says on which. */
@Timeout(60)
abstract class OperationsContract extends HostOnFramework {

    private PluginHost host() {
        return service(PluginHost.class);
    }

    private CompletableFuture<String> callThatStaysInside(Greeter greeter) throws Exception {
        CompletableFuture<String> call = async(() -> greeter.greet("world"));
        assertTrue(Probe.inside.await(10, TimeUnit.SECONDS));
        return call;
    }

    private static List<String> steps(OperationReport report) {
        return report.steps().stream().map(OperationStep::name).toList();
    }

    @Test
    void drainWaitsAndTheBundleStaysActiveUntilItIsResumed() throws Exception {
        Greeter stale = greeter();
        CompletableFuture<String> call = callThatStaysInside(stale);
        CompletableFuture<OperationReport> drain = async(() -> host().drain(plugin.getBundleId()));
        assertTrue(drainWaited.await(10, TimeUnit.SECONDS));
        assertFalse(drain.isDone());
        assertThrows(PluginUnavailableException.class, () -> stale.greet("late"));
        Probe.leave.countDown();
        OperationReport report = drain.get(30, TimeUnit.SECONDS);
        assertEquals("hello world", call.get());
        assertEquals(OperationOutcome.DONE, report.outcome(), report::toString);
        assertEquals(List.of("drain"), steps(report));
        assertEquals(DrainOutcome.DRAINED, assertNotNullAnd(report.drain()).outcome());
        assertEquals(1, assertNotNullAnd(report.drain()).rejected());
        assertNull(report.remark());
        assertEquals(Bundle.ACTIVE, plugin.getState());
        assertFalse(Probe.STOPPED.get());
        assertNull(consumer.getServiceReference(Greeter.class));
        assertEquals("RUN_DOWN", host().plugins().get(0).state);
        assertEquals(
                OperationOutcome.NOTHING_TO_DO,
                host().drain(plugin.getBundleId()).outcome());

        OperationReport resumed = host().resume(plugin.getBundleId());
        assertEquals(OperationOutcome.DONE, resumed.outcome(), resumed::toString);
        assertEquals("hello again", greeter().greet("again"));
        assertEquals("ACTIVE", host().plugins().get(0).state);
        PluginUnavailableException refused = assertThrows(PluginUnavailableException.class, () -> stale.greet("stale"));
        assertTrue(refused.toString().contains("look the service up again"), refused::toString);
        assertEquals(
                OperationOutcome.NOTHING_TO_DO,
                host().resume(plugin.getBundleId()).outcome());
    }

    private static <T> T assertNotNullAnd(@org.jspecify.annotations.Nullable T value) {
        assertNotNull(value);
        return value;
    }

    @Test
    void whatIsRegisteredWhileDrainedIsPublishedOnResume() throws Exception {
        host().drain(plugin.getBundleId());
        Callable<String> service = () -> "called";
        plugin.getBundleContext().registerService(Callable.class.getName(), service, null);
        assertNull(consumer.getServiceReference(Callable.class));
        host().resume(plugin.getBundleId());
        assertEquals("called", service(Callable.class).call());
        assertEquals(1, consumer.getAllServiceReferences(Greeter.class.getName(), null).length);
        plugin.stop();
        assertNull(consumer.getServiceReference(Callable.class));
    }

    @Test
    void drainThatIsGivenUpLeavesThePluginServingAndNoConsumerUnbound() throws Exception {
        Bundle aborting = startAborting();
        AtomicInteger lost = new AtomicInteger();
        ServiceListener listener = event -> {
            if (event.getType() == ServiceEvent.UNREGISTERING) {
                lost.incrementAndGet();
            }
        };
        consumer.addServiceListener(listener, "(objectClass=" + Greeter.class.getName() + ")");
        Greeter greeter = greeterOf(aborting);
        CompletableFuture<String> call = callThatStaysInside(greeter);
        for (PluginOperation operation : List.of(PluginOperation.DRAIN, PluginOperation.STOP)) {
            OperationReport report = host().submit(operation, aborting.getBundleId())
                    .toCompletableFuture()
                    .get(30, TimeUnit.SECONDS);
            assertEquals(OperationOutcome.ABORTED, report.outcome(), report::toString);
            assertEquals(DrainOutcome.ABORTED, assertNotNullAnd(report.drain()).outcome());
            assertTrue(String.valueOf(report.remark()).contains("1 in flight"), report.remark());
            assertEquals(Bundle.ACTIVE, aborting.getState());
        }
        assertEquals(0, lost.get());
        Probe.leave.countDown();
        assertEquals("hello world", call.get(30, TimeUnit.SECONDS));
        assertEquals("hello again", greeter.greet("again"), "the very proxy from before goes on");
        OperationReport stopped = host().stop(aborting.getBundleId());
        assertEquals(OperationOutcome.DONE, stopped.outcome(), stopped::toString);
        assertEquals(1, lost.get());
        assertThrows(PluginUnavailableException.class, () -> greeter.greet("late"));
    }

    private Bundle startAborting() throws Exception {
        Bundle aborting = install(
                framework.getBundleContext(),
                BundleFiles.plugin(
                        GreeterActivator.class,
                        "aborting",
                        "osgi.extender;filter:=\"(osgi.extender=io.rundown)\";drain.timeout=200;drain.on-timeout=abort",
                        folder));
        aborting.start();
        return aborting;
    }

    private Greeter greeterOf(Bundle bundle) throws Exception {
        return consumer.getService(
                consumer.getServiceReferences(Greeter.class, "(service.bundleid=" + bundle.getBundleId() + ")")
                        .iterator()
                        .next());
    }

    @Test
    void interruptedOperationLeavesThePluginServing() throws Exception {
        Greeter greeter = greeter();
        CompletableFuture<String> call = callThatStaysInside(greeter);
        CompletableFuture<Thread> operator = new CompletableFuture<>();
        CompletableFuture<OperationReport> stop = async(() -> {
            operator.complete(Thread.currentThread());
            return host().stop(plugin.getBundleId());
        });
        assertTrue(drainWaited.await(10, TimeUnit.SECONDS));
        operator.get().interrupt();
        ExecutionException failure = assertThrows(ExecutionException.class, () -> stop.get(30, TimeUnit.SECONDS));
        assertInstanceOf(InterruptedException.class, failure.getCause());
        assertEquals(Bundle.ACTIVE, plugin.getState());
        Probe.leave.countDown();
        assertEquals("hello world", call.get(30, TimeUnit.SECONDS));
        assertEquals("hello again", greeter().greet("again"));
    }

    @Test
    void stopDrainsOnceAndThenStopsTheBundle() throws Exception {
        CompletableFuture<String> call = callThatStaysInside(greeter());
        CompletableFuture<OperationReport> stop = async(() -> host().stop(plugin.getBundleId()));
        assertTrue(drainWaited.await(10, TimeUnit.SECONDS));
        assertFalse(Probe.STOPPED.get());
        Probe.leave.countDown();
        OperationReport report = stop.get(30, TimeUnit.SECONDS);
        assertEquals("hello world", call.get());
        assertEquals(OperationOutcome.DONE, report.outcome(), report::toString);
        assertEquals(List.of("drain", "stop bundle"), steps(report));
        assertEquals(Bundle.RESOLVED, plugin.getState());
        assertFalse(Probe.RAN_STOPPED.get());
        assertEquals(1, host().history().size(), "one drain, not two");
        plugin.start();
        assertEquals("hello again", greeter().greet("again"));
    }

    @Test
    void operationsOnOnePluginTakeTurns() throws Exception {
        callThatStaysInside(greeter());
        CompletableFuture<OperationReport> drain = async(() -> host().drain(plugin.getBundleId()));
        assertTrue(drainWaited.await(10, TimeUnit.SECONDS));
        CompletableFuture<OperationReport> resume = async(() -> host().resume(plugin.getBundleId()));
        Probe.leave.countDown();
        assertEquals(OperationOutcome.DONE, drain.get(30, TimeUnit.SECONDS).outcome());
        assertEquals(
                OperationOutcome.DONE,
                resume.get(30, TimeUnit.SECONDS).outcome(),
                "it waited until it had something to do");
    }

    @Test
    void bundleThatIsStoppedDuringAnOperationWaitsForItsDrain() throws Exception {
        callThatStaysInside(greeter());
        CompletableFuture<OperationReport> drain = async(() -> host().drain(plugin.getBundleId()));
        assertTrue(drainWaited.await(10, TimeUnit.SECONDS));
        CompletableFuture<Thread> stopper = new CompletableFuture<>();
        CompletableFuture<String> stop = async(() -> {
            stopper.complete(Thread.currentThread());
            plugin.stop();
            return "stopped";
        });
        while (plugin.getState() != Bundle.STOPPING && !stop.isDone()) {
            Thread.onSpinWait();
        }
        awaitStill(stopper.get());
        assertFalse(stop.isDone());
        assertFalse(Probe.STOPPED.get());
        Probe.leave.countDown();
        assertEquals("stopped", stop.get(30, TimeUnit.SECONDS));
        assertEquals(OperationOutcome.DONE, drain.get(30, TimeUnit.SECONDS).outcome());
        assertFalse(Probe.RAN_STOPPED.get());
        plugin.start();
        assertEquals("hello again", greeter().greet("again"));
    }

    @Test
    void callInsideCanDrainItsOwnPluginButCannotQueue() throws Exception {
        Probe.leave.countDown();
        CountDownLatch refused = new CountDownLatch(1);
        Callable<OperationReport> inside = () -> {
            try {
                return host().drain(plugin.getBundleId());
            } catch (IllegalStateException e) {
                assertTrue(e.toString().contains("inside a call"), e::toString);
                refused.countDown();
                throw e;
            }
        };
        plugin.getBundleContext().registerService(Callable.class.getName(), inside, null);
        OperationReport own = (OperationReport) service(Callable.class).call();
        assertEquals(OperationOutcome.DONE, own.outcome(), own::toString);
        host().resume(plugin.getBundleId());

        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        Callable<OperationReport> late = () -> {
            entered.countDown();
            go.await();
            return inside.call();
        };
        plugin.getBundleContext().registerService(Callable.class.getName(), late, ranked(1));
        Callable<?> proxy = service(Callable.class);
        CompletableFuture<Object> call = async(proxy::call);
        assertTrue(entered.await(10, TimeUnit.SECONDS));
        CompletableFuture<OperationReport> drain = async(() -> host().drain(plugin.getBundleId()));
        while (host().plugins().get(0).state.equals("ACTIVE")) {
            Thread.onSpinWait();
        }
        go.countDown();
        assertTrue(refused.await(10, TimeUnit.SECONDS));
        assertEquals(OperationOutcome.DONE, drain.get(30, TimeUnit.SECONDS).outcome());
        assertThrows(ExecutionException.class, () -> call.get(30, TimeUnit.SECONDS));
    }

    private static java.util.Dictionary<String, Object> ranked(int ranking) {
        return org.osgi.framework.FrameworkUtil.asDictionary(
                java.util.Map.of(org.osgi.framework.Constants.SERVICE_RANKING, ranking));
    }

    @Test
    void badRequestsAreToldWhatIsWrong() throws Exception {
        PluginHost host = host();
        refused(host, 4711, "there is no bundle 4711");
        refused(host, consumer.getBundle().getBundleId(), "is no plugin; have it require");
        plugin.stop();
        refused(host, plugin.getBundleId(), "is a plugin but not started");
        plugin.uninstall();
        refused(host, plugin.getBundleId(), "there is no bundle");
    }

    private static void refused(PluginHost host, long bundleId, String why) {
        for (PluginOperation operation : PluginOperation.values()) {
            ExecutionException failure = assertThrows(
                    ExecutionException.class,
                    () -> host.submit(operation, bundleId).toCompletableFuture().get(10, TimeUnit.SECONDS));
            assertInstanceOf(IllegalArgumentException.class, failure.getCause());
            assertTrue(failure.toString().contains(why), failure::toString);
        }
    }
}
