package io.rundown.host.impl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rundown.host.HostProperties;
import io.rundown.host.OperationOutcome;
import io.rundown.host.OperationReport;
import io.rundown.host.PluginHost;
import io.rundown.host.PluginUnavailableException;
import io.rundown.host.RefreshReport;
import io.rundown.host.ReloadMode;
import io.rundown.host.impl.sample.CallingActivator;
import io.rundown.host.impl.sample.Greeter;
import io.rundown.host.impl.sample.GreeterActivator;
import io.rundown.host.impl.sample.NextGreeterActivator;
import io.rundown.host.impl.sample.Probe;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;

/**
 * What callers notice of a plugin that a change of a start level stops: it does not come back by itself, so that no call
 * is held for it. A subclass says on which framework.
 */
@Timeout(120)
abstract class StartLevelContract extends HostOnFramework {

    private static final String OPT_OUT = "osgi.extender;filter:=\"(osgi.extender=io.rundown)\";hold=false";

    /** So long that a call which is held by mistake fails the test. */
    private static final String HOLD_TIMEOUT = "90000";

    private final List<Integer> events = new CopyOnWriteArrayList<>();
    private volatile int target;

    @SuppressWarnings("NullAway.Init")
    private volatile Bundle slow;

    private final CountDownLatch levelThreadMayGoOn = new CountDownLatch(1);

    @Override
    Map<String, String> moreProperties() {
        return Map.of(HostProperties.HOLD, PLUGIN, HostProperties.HOLD_TIMEOUT, HOLD_TIMEOUT);
    }

    @BeforeEach
    void raiseLevels() throws Exception {
        setLevel(10);
        level(plugin).setStartLevel(7);
        awaitLevelThread();
        assertEquals(Bundle.ACTIVE, plugin.getState());
        consumer.addServiceListener(
                event -> events.add(event.getType()), "(objectClass=" + Greeter.class.getName() + ")");
    }

    private void setLevel(int level) throws Exception {
        beginToSetLevel(level).get(60, TimeUnit.SECONDS);
    }

    private CompletableFuture<Boolean> beginToSetLevel(int level) {
        CompletableFuture<Boolean> reached = new CompletableFuture<>();
        target = level;
        framework.adapt(FrameworkStartLevel.class).setStartLevel(level, event -> {
            if (event.getType() == FrameworkEvent.STARTLEVEL_CHANGED) {
                reached.complete(true);
            }
        });
        return reached;
    }

    /** It takes one change after the other. */
    private void awaitLevelThread() throws Exception {
        setLevel(target);
    }

    private static BundleStartLevel level(Bundle bundle) {
        return bundle.adapt(BundleStartLevel.class);
    }

    private PluginHost host() {
        return service(PluginHost.class);
    }

    private Path jar(Class<?> activator, String version) throws Exception {
        return BundleFiles.plugin(activator, PLUGIN, Map.of("Bundle-Version", version), folder);
    }

    private void assertRejectsAtOnce(Greeter stale, String reason) {
        PluginUnavailableException rejected = assertThrows(PluginUnavailableException.class, () -> stale.greet("late"));
        String message = String.valueOf(rejected.getMessage());
        assertTrue(message.contains(reason), message);
    }

    /** The plugin stops with a call inside, while which another arrives. */
    private void assertRejectsWhileItDrainsAndAfterwards(Greeter greeter, Runnable change, String reason)
            throws Exception {
        CompletableFuture<String> inside = async(() -> greeter.greet("old"));
        assertTrue(Probe.inside.await(60, TimeUnit.SECONDS));
        change.run();
        assertTrue(drainWaited.await(60, TimeUnit.SECONDS));
        assertRejectsAtOnce(greeter, reason);
        Probe.leave.countDown();
        assertEquals("hello old", inside.get(60, TimeUnit.SECONDS));
        awaitLevelThread();
        assertEquals(Bundle.RESOLVED, plugin.getState());
        assertNull(consumer.getServiceReference(Greeter.class));
        assertRejectsAtOnce(greeter, reason);
    }

    private void assertServesAnew(Greeter stale) throws Exception {
        awaitLevelThread();
        assertEquals(Bundle.ACTIVE, plugin.getState());
        assertEquals("hello new", greeter().greet("new"));
        assertThrows(PluginUnavailableException.class, () -> stale.greet("stale"));
    }

    @Test
    void noCallIsHeldWhenTheFrameworksLevelIsLowered() throws Exception {
        Greeter greeter = greeter();
        assertRejectsWhileItDrainsAndAfterwards(
                greeter, () -> beginToSetLevel(3), "the framework's start level was lowered below the bundle's, 7");
        setLevel(10);
        assertServesAnew(greeter);
    }

    @Test
    void noCallIsHeldWhenTheBundlesOwnLevelIsRaised() throws Exception {
        Greeter greeter = greeter();
        assertRejectsWhileItDrainsAndAfterwards(
                greeter,
                () -> level(plugin).setStartLevel(20),
                "the bundle's start level was raised to 20, above the framework's, 10");
        setLevel(20);
        assertServesAnew(greeter);
    }

    @Test
    void callsOfAPluginThatIsNotHeldAreRejectedForTheSameReason() throws Exception {
        plugin.update(Files.newInputStream(BundleFiles.plugin(GreeterActivator.class, PLUGIN, OPT_OUT, folder)));
        Greeter greeter = greeter();
        assertRejectsWhileItDrainsAndAfterwards(
                greeter, () -> beginToSetLevel(3), "the framework's start level was lowered below the bundle's, 7");
        setLevel(10);
        assertServesAnew(greeter);
    }

    @Test
    void anUpdateOnTheThreadThatRaisesTheLevelIsHeld() throws Exception {
        Probe.leave.countDown();
        Greeter greeter = greeter();
        setLevel(6);
        setLevel(7);
        Greeter served = greeter();
        setLevel(6);
        CallingActivator.consumer = () -> {
            events.clear();
            CompletableFuture<String> held = new CompletableFuture<>();
            consumer.addBundleListener((org.osgi.framework.SynchronousBundleListener) event -> {
                if (event.getType() == org.osgi.framework.BundleEvent.STOPPED
                        && event.getBundle().equals(plugin)) {
                    async(() -> held.complete(kept.greet("held")));
                }
            });
            kept = consumer.getService(consumer.getServiceReference(Greeter.class));
            try (InputStream in = Files.newInputStream(jar(GreeterActivator.class, "1.0.1"))) {
                plugin.update(in);
            }
            return held.get(60, TimeUnit.SECONDS);
        };
        Bundle updater = install(
                framework.getBundleContext(), BundleFiles.plugin(CallingActivator.class, "updater", "", folder));
        level(updater).setStartLevel(7);
        updater.start();
        setLevel(7);
        assertEquals(Bundle.ACTIVE, updater.getState());
        assertEquals("hello held", CallingActivator.RESULT.get());
        assertEquals("hello again", kept.greet("again"));
        assertThrows(PluginUnavailableException.class, () -> served.greet("stale"));
        assertThrows(PluginUnavailableException.class, () -> greeter.greet("stale"));
    }

    @SuppressWarnings("NullAway.Init")
    private volatile Greeter kept;

    @Test
    void aTransientStopIsHeld() throws Exception {
        Probe.leave.countDown();
        Greeter greeter = greeter();
        plugin.stop(Bundle.STOP_TRANSIENT);
        CompletableFuture<Thread> caller = new CompletableFuture<>();
        CompletableFuture<String> held = async(() -> {
            caller.complete(Thread.currentThread());
            return greeter.greet("held");
        });
        awaitStill(caller.get(60, TimeUnit.SECONDS));
        assertFalse(held.isDone());
        plugin.start(Bundle.START_TRANSIENT);
        assertEquals("hello held", held.get(60, TimeUnit.SECONDS));
        assertFalse(events.contains(ServiceEvent.UNREGISTERING), events::toString);
    }

    @Test
    void theEndOfTheFrameworkIsNoLoweredLevel() throws Exception {
        Greeter greeter = greeter();
        CompletableFuture<String> inside = async(() -> greeter.greet("old"));
        assertTrue(Probe.inside.await(60, TimeUnit.SECONDS));
        framework.stop();
        assertTrue(drainWaited.await(60, TimeUnit.SECONDS));
        PluginUnavailableException rejected =
                assertThrows(PluginUnavailableException.class, () -> greeter.greet("late"));
        String message = String.valueOf(rejected.getMessage());
        assertFalse(message.contains("start level"), message);
        assertTrue(message.contains("stopping"), message);
        Probe.leave.countDown();
        assertEquals("hello old", inside.get(60, TimeUnit.SECONDS));
    }

    @Test
    void aRefreshWhileTheLevelIsLowLeavesThePluginStopped() throws Exception {
        Probe.leave.countDown();
        Greeter greeter = greeter();
        setLevel(3);
        RefreshReport report = host().refresh(List.of(plugin.getBundleId()));
        assertEquals(OperationOutcome.DONE, report.outcome(), report::toString);
        assertNotEquals(Bundle.ACTIVE, plugin.getState());
        assertRejectsAtOnce(greeter, "start level");
        setLevel(10);
        assertServesAnew(greeter);
    }

    /** The plugin's level is above the framework's, and the thread that is to stop the plugin for that comes later. */
    private void raiseUnderABusyLevelThread() throws Exception {
        Probe.leave.countDown();
        CountDownLatch busy = new CountDownLatch(1);
        CallingActivator.consumer = () -> {
            busy.countDown();
            levelThreadMayGoOn.await();
            return "";
        };
        setLevel(9);
        slow = install(framework.getBundleContext(), BundleFiles.plugin(CallingActivator.class, "slow", "", folder));
        level(slow).setStartLevel(10);
        slow.start();
        beginToSetLevel(10);
        assertTrue(busy.await(60, TimeUnit.SECONDS));
        level(plugin).setStartLevel(20);
        assertEquals(Bundle.ACTIVE, plugin.getState());
    }

    private void letLevelThreadGoOn() throws Exception {
        levelThreadMayGoOn.countDown();
        slow.uninstall(); // it has a greeter, too
    }

    private OperationReport reload(ReloadMode mode) throws Exception {
        try (InputStream in = Files.newInputStream(jar(NextGreeterActivator.class, "2.0.0"))) {
            return host().reload(plugin.getBundleId(), in, mode);
        }
    }

    @Test
    void aReloadThatTheLevelForbidsToStartIsNotRolledBackAndHoldsNobody() throws Exception {
        Greeter greeter = greeter();
        raiseUnderABusyLevelThread();
        OperationReport report = reload(ReloadMode.IN_PLACE);
        assertEquals(OperationOutcome.FAILED, report.outcome(), report::toString);
        String remark = String.valueOf(report.remark());
        assertTrue(remark.contains("start level, 20, is above the framework's, 10"), remark);
        assertFalse(remark.contains("rollback"), remark);
        assertEquals("2.0.0", plugin.getVersion().toString());
        assertRejectsAtOnce(greeter, "start level");
        letLevelThreadGoOn();
        setLevel(20);
        assertEquals("hi new", greeter().greet("new"));
    }

    @Test
    void aReloadSideBySideThatTheLevelForbidsToStartSaysSo() throws Exception {
        Greeter greeter = greeter();
        raiseUnderABusyLevelThread();
        OperationReport report = reload(ReloadMode.SIDE_BY_SIDE);
        assertEquals(OperationOutcome.ROLLED_BACK, report.outcome(), report::toString);
        String remark = String.valueOf(report.remark());
        assertTrue(remark.contains("start level, 20, is above the framework's, 10"), remark);
        assertEquals("hello still", greeter.greet("still"));
        letLevelThreadGoOn();
        awaitLevelThread();
        assertRejectsAtOnce(greeter, "raised to 20");
    }

    @Test
    void aRefreshOfAPluginThatTheLevelForbidsToStartSaysSoAndHoldsNobody() throws Exception {
        Greeter greeter = greeter();
        raiseUnderABusyLevelThread();
        CompletableFuture<RefreshReport> refresh = async(() -> host().refresh(List.of(plugin.getBundleId())));
        RefreshReport report = refresh.get(60, TimeUnit.SECONDS);
        String text = report.toString();
        assertEquals(OperationOutcome.FAILED, report.outcome(), text);
        assertTrue(text.contains("start level, 20, is above the framework's, 10"), text);
        assertRejectsAtOnce(greeter, "start level");
        letLevelThreadGoOn();
        setLevel(20);
        assertServesAnew(greeter);
    }
}
