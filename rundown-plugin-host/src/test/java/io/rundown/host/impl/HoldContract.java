package io.rundown.host.impl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rundown.host.DrainReport;
import io.rundown.host.HostProperties;
import io.rundown.host.PluginHost;
import io.rundown.host.PluginUnavailableException;
import io.rundown.host.impl.sample.CallingActivator;
import io.rundown.host.impl.sample.FailingActivator;
import io.rundown.host.impl.sample.Greeter;
import io.rundown.host.impl.sample.GreeterActivator;
import io.rundown.host.impl.sample.Probe;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.SynchronousBundleListener;

/** What callers notice of an update of a plugin whose calls are held, on a real framework; a subclass says on which. */
@Timeout(60)
abstract class HoldContract extends HostOnFramework {

    /** Longer than an update takes here, and the longest that a test waits for a call in vain. */
    private static final int TIMEOUT_MILLIS = 3_000;

    private final List<Integer> events = new CopyOnWriteArrayList<>();

    @Override
    Map<String, String> moreProperties() {
        return Map.of(
                HostProperties.HOLD,
                PLUGIN,
                HostProperties.HOLD_TIMEOUT,
                String.valueOf(TIMEOUT_MILLIS),
                HostProperties.HOLD_LIMIT,
                "2");
    }

    @BeforeEach
    void listen() throws Exception {
        Probe.leave.countDown();
        consumer.addServiceListener(
                event -> events.add(event.getType()), "(objectClass=" + Greeter.class.getName() + ")");
    }

    private void update(Class<? extends BundleActivator> revision) throws Exception {
        Path jar = BundleFiles.plugin(revision, PLUGIN, "", folder);
        try (InputStream in = Files.newInputStream(jar)) {
            plugin.update(in);
        }
    }

    private void assertConsumersNoticedNothing() {
        assertFalse(events.contains(org.osgi.framework.ServiceEvent.REGISTERED), events::toString);
        assertFalse(events.contains(org.osgi.framework.ServiceEvent.UNREGISTERING), events::toString);
        assertFalse(Probe.RAN_STOPPED.get(), "a call ran on the stopped revision");
    }

    /** A call that has arrived and waits. */
    private static CompletableFuture<String> heldCall(Greeter greeter, String name) throws Exception {
        CompletableFuture<Thread> started = new CompletableFuture<>();
        CompletableFuture<String> call = async(() -> {
            started.complete(Thread.currentThread());
            return greeter.greet(name);
        });
        awaitStill(started.get(10, TimeUnit.SECONDS));
        return call;
    }

    private static String refusal(CompletableFuture<String> call) {
        ExecutionException failure = assertThrows(ExecutionException.class, () -> call.get(30, TimeUnit.SECONDS));
        return message(assertInstanceOf(PluginUnavailableException.class, failure.getCause()));
    }

    private static String message(Throwable failure) {
        return String.valueOf(failure.getMessage());
    }

    @Test
    void callsThatArriveDuringAnUpdateRunOnTheNextRevision() throws Exception {
        Probe.reset();
        ServiceReference<Greeter> reference = consumer.getServiceReference(Greeter.class);
        Greeter greeter = greeter();
        CompletableFuture<String> inside = async(() -> greeter.greet("old"));
        assertTrue(Probe.inside.await(10, TimeUnit.SECONDS));
        CompletableFuture<Boolean> update = async(() -> {
            update(GreeterActivator.class);
            return true;
        });
        assertTrue(drainWaited.await(10, TimeUnit.SECONDS));
        CompletableFuture<String> held = heldCall(greeter, "new");
        CompletableFuture<String> foundDuringTheUpdate =
                heldCall(consumer.getService(consumer.getServiceReference(Greeter.class)), "found");
        assertFalse(held.isDone());
        Probe.leave.countDown();
        assertTrue(update.get(30, TimeUnit.SECONDS));
        assertEquals("hello old", inside.get(10, TimeUnit.SECONDS));
        assertEquals("hello new", held.get(10, TimeUnit.SECONDS));
        assertEquals("hello found", foundDuringTheUpdate.get(10, TimeUnit.SECONDS));
        assertEquals("hello again", greeter.greet("again"));
        assertSame(reference, consumer.getServiceReference(Greeter.class));
        assertConsumersNoticedNothing();
        DrainReport report = ended;
        assertNotNull(report);
        assertEquals(2, report.held(), report::toString);
        assertEquals(0, report.rejected(), report::toString);
    }

    @Test
    void transientStopAndStartIsHeldAndARealStopIsNot() throws Exception {
        Greeter greeter = greeter();
        plugin.stop(Bundle.STOP_TRANSIENT);
        CompletableFuture<String> held = heldCall(greeter, "held");
        plugin.start(Bundle.START_TRANSIENT);
        assertEquals("hello held", held.get(10, TimeUnit.SECONDS));
        assertConsumersNoticedNothing();

        plugin.stop();
        assertNull(consumer.getServiceReference(Greeter.class));
        PluginUnavailableException late = assertThrows(PluginUnavailableException.class, () -> greeter.greet("late"));
        assertTrue(message(late).contains(PLUGIN), late::toString);
        plugin.start();
        assertEquals("hello again", greeter().greet("again"));
        assertThrows(PluginUnavailableException.class, () -> greeter.greet("stale"));
    }

    @Test
    void failedUpdatesAndTheirRollbackAreHeld() throws Exception {
        Greeter greeter = greeter();
        for (int i = 0; i < 3; i++) {
            String round = "round " + i;
            try {
                update(FailingActivator.class);
            } catch (BundleException e) {
                assertTrue(String.valueOf(e).contains("Activator") || e.getCause() != null, e::toString);
            }
            CompletableFuture<String> held = heldCall(greeter, round);
            assertFalse(held.isDone());
            update(GreeterActivator.class);
            plugin.start(Bundle.START_TRANSIENT);
            assertEquals("hello " + round, held.get(10, TimeUnit.SECONDS));
        }
        assertConsumersNoticedNothing();
    }

    @Test
    void withoutANextRevisionCallsAreRefusedInTimeAndConsumersLoseTheService() throws Exception {
        Greeter greeter = greeter();
        plugin.stop(Bundle.STOP_TRANSIENT);
        long began = System.nanoTime();
        CompletableFuture<String> held = heldCall(greeter, "held");
        String refusal = refusal(held);
        assertTrue(refusal.contains("PT3S"), refusal);
        assertTrue(System.nanoTime() - began > TimeUnit.MILLISECONDS.toNanos(TIMEOUT_MILLIS / 2), refusal);
        while (consumer.getServiceReference(Greeter.class) != null) {
            Thread.sleep(5);
        }
        PluginUnavailableException late = assertThrows(PluginUnavailableException.class, () -> greeter.greet("late"));
        assertTrue(
                message(late).contains("the bundle was stopped transiently, and was not started again within PT3S"),
                late::toString);
        plugin.start(Bundle.START_TRANSIENT);
        assertEquals("hello again", greeter().greet("again"));
    }

    @Test
    void interruptedCallerLeavesAndKeepsTheInterrupt() throws Exception {
        Greeter greeter = greeter();
        plugin.stop(Bundle.STOP_TRANSIENT);
        CompletableFuture<Thread> caller = new CompletableFuture<>();
        CompletableFuture<String> refusal = async(() -> {
            caller.complete(Thread.currentThread());
            try {
                return greeter.greet("held");
            } catch (PluginUnavailableException e) {
                return Thread.currentThread().isInterrupted() + " " + e.getMessage();
            }
        });
        awaitStill(caller.get(10, TimeUnit.SECONDS));
        caller.get().interrupt();
        String result = refusal.get(10, TimeUnit.SECONDS);
        assertTrue(result.startsWith("true ") && result.contains("interrupted"), result);
        plugin.start(Bundle.START_TRANSIENT);
        assertEquals("hello again", greeter.greet("again"));
    }

    @Test
    void noMoreCallsAreHeldThanConfigured() throws Exception {
        Greeter greeter = greeter();
        plugin.stop(Bundle.STOP_TRANSIENT);
        CompletableFuture<String> first = heldCall(greeter, "first");
        CompletableFuture<String> second = heldCall(greeter, "second");
        String refusal = refusal(heldCall(greeter, "third"));
        assertTrue(refusal.contains(HostProperties.HOLD_LIMIT), refusal);
        plugin.start(Bundle.START_TRANSIENT);
        assertEquals("hello first", first.get(10, TimeUnit.SECONDS));
        assertEquals("hello second", second.get(10, TimeUnit.SECONDS));
    }

    @Test
    void heldCallsEndAtOnceWhenThePluginIsUninstalledOrTheFrameworkStops() throws Exception {
        Greeter greeter = greeter();
        plugin.stop(Bundle.STOP_TRANSIENT);
        CompletableFuture<String> held = heldCall(greeter, "held");
        plugin.uninstall();
        String refusal = refusal(held);
        assertTrue(refusal.contains("uninstalled"), refusal);
        assertNull(consumer.getServiceReference(Greeter.class));

        plugin = install(framework.getBundleContext(), BundleFiles.plugin(GreeterActivator.class, PLUGIN, "", folder));
        plugin.start();
        Greeter next = greeter();
        plugin.stop(Bundle.STOP_TRANSIENT);
        CompletableFuture<String> heldUntilTheEnd = heldCall(next, "held");
        framework.stop();
        refusal = refusal(heldUntilTheEnd);
        assertTrue(refusal.contains("framework is stopping"), refusal);
    }

    @Test
    void theUpdatingThreadIsNotHeldByItself() throws Exception {
        Greeter greeter = greeter();
        AtomicReference<String> refusal = new AtomicReference<>("");
        SynchronousBundleListener calling = event -> {
            if (event.getType() == BundleEvent.STOPPED && event.getBundle().equals(plugin)) {
                try {
                    refusal.set(greeter.greet("from the updating thread"));
                } catch (PluginUnavailableException e) {
                    refusal.set(message(e));
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        };
        consumer.addBundleListener(calling);
        update(GreeterActivator.class);
        assertTrue(String.valueOf(refusal.get()).contains("updates the plugin"), refusal::toString);
        assertEquals("hello again", greeter.greet("again"));
    }

    @Test
    void theStartingThreadIsLetThroughToTheNextRevision() throws Exception {
        Greeter greeter = greeter();
        CallingActivator.consumer = () -> greeter.greet("from the activator");
        update(CallingActivator.class);
        assertEquals("hello from the activator", CallingActivator.RESULT.get());
        assertEquals("hello again", greeter.greet("again"));
        assertConsumersNoticedNothing();
    }

    @Test
    void aConsumerThatGivesItsServiceBackMeanwhileIsForgotten() throws Exception {
        ServiceReference<Greeter> reference = consumer.getServiceReference(Greeter.class);
        Greeter greeter = consumer.getService(reference);
        plugin.stop(Bundle.STOP_TRANSIENT);
        assertTrue(consumer.ungetService(reference));
        assertThrows(PluginUnavailableException.class, () -> greeter.greet("given back"));
        Greeter next = consumer.getService(reference);
        CompletableFuture<String> held = heldCall(next, "held");
        plugin.start(Bundle.START_TRANSIENT);
        assertEquals("hello held", held.get(10, TimeUnit.SECONDS));
        assertThrows(PluginUnavailableException.class, () -> greeter.greet("given back"));
        assertTrue(greeter.hashCode() == next.hashCode() && greeter.equals(next), "proxies of one service");
    }

    @Test
    void aDrainThroughThePluginHostIsNoUpdate() throws Exception {
        Greeter greeter = greeter();
        PluginHost host = service(PluginHost.class);
        host.drain(plugin.getBundleId());
        assertNull(consumer.getServiceReference(Greeter.class));
        assertThrows(PluginUnavailableException.class, () -> greeter.greet("drained"));
        host.resume(plugin.getBundleId());
        assertEquals("hello again", greeter().greet("again"));
    }
}
