package io.rundown.itests.drain;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.rundown.host.DrainOutcome;
import io.rundown.host.DrainReport;
import io.rundown.host.HostProperties;
import io.rundown.itests.harness.Call;
import io.rundown.itests.harness.InFramework;
import io.rundown.itests.harness.Patience;
import io.rundown.itests.harness.Sample;
import io.rundown.itests.harness.Trigger;
import io.rundown.itests.sample.api.Echo;
import io.rundown.itests.sample.stage.Held;
import io.rundown.itests.sample.stage.Stage;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;

/** A drain that waits for a call which waits for the drain ends soon, and says why. */
public class DeadlockIT extends InFramework {

    private static final Duration SOON = Duration.ofSeconds(5);

    private final CountDownLatch both = new CountDownLatch(2);

    @Override
    protected Map<String, String> frameworkProperties() {
        return Map.of(HostProperties.DRAIN_TIMEOUT, "PT1M");
    }

    private Echo register(Bundle plugin, String name) throws Exception {
        Echo original = text -> {
            Stage.perform(text);
            return text + " done";
        };
        plugin.getBundleContext()
                .registerService(Echo.class, original, FrameworkUtil.asDictionary(Map.of("name", name)));
        return (Echo) context.getService(
                view.references(Echo.class.getName(), "(name=" + name + ")").get(0));
    }

    private void assertDeadlocked(Bundle plugin, String... words) throws Exception {
        DrainReport report = drains.awaitEnded(plugin);
        assertEquals(report.toString(), DrainOutcome.DEADLOCKED, report.outcome());
        assertTrue(report.toString(), report.elapsed().compareTo(SOON) < 0);
        for (String word : words) {
            assertTrue(
                    word + " in " + report.deadlock(),
                    String.valueOf(report.deadlock()).contains(word));
        }
    }

    @Test
    public void twoCallsThatStopEachOthersPlugin() throws Exception {
        Bundle a = start(Sample.BLANK_PLUGIN);
        Bundle b = start(Sample.SECOND_BLANK_PLUGIN);
        Echo echoA = register(a, "a");
        Echo echoB = register(b, "b");
        Stage.script("stop b", () -> stopWhenBothAreInside(b));
        Stage.script("stop a", () -> stopWhenBothAreInside(a));
        Call<String> inA = callers.start("inside a", () -> echoA.echo("stop b"));
        Call<String> inB = callers.start("inside b", () -> echoB.echo("stop a"));
        inA.result();
        inB.result();
        DrainReport first = drains.awaitEnded(a);
        DrainReport second = drains.awaitEnded(b);
        DrainReport found = first.outcome() == DrainOutcome.DEADLOCKED ? first : second;
        assertEquals(first + " " + second, DrainOutcome.DEADLOCKED, found.outcome());
        assertTrue(String.valueOf(found.deadlock()), found.deadlock().contains("drains " + other(found, a, b)));
        for (DrainReport report : new DrainReport[] {first, second}) {
            assertTrue(report.toString(), report.elapsed().compareTo(SOON) < 0);
        }
    }

    private static String other(DrainReport report, Bundle a, Bundle b) {
        return (report.bundleId() == a.getBundleId() ? b : a).getSymbolicName();
    }

    private void stopWhenBothAreInside(Bundle plugin) throws Exception {
        both.countDown();
        Patience.await("both are inside", both);
        plugin.stop();
    }

    @Test
    public void callThatNeedsAMonitorOfTheStoppingThread() throws Exception {
        Object monitor = new Object();
        needsALock(
                () -> {
                    synchronized (monitor) {
                        Stage.perform("nothing");
                    }
                },
                stop -> {
                    synchronized (monitor) {
                        stop.run();
                    }
                },
                "java.lang.Object@");
    }

    @Test
    public void callThatNeedsALockOfTheStoppingThread() throws Exception {
        ReentrantLock lock = new ReentrantLock();
        needsALock(
                () -> {
                    lock.lock();
                    lock.unlock();
                },
                stop -> {
                    lock.lock();
                    try {
                        stop.run();
                    } finally {
                        lock.unlock();
                    }
                },
                "ReentrantLock");
    }

    /** Does something that takes a lock. */
    private interface WithLock {
        void run(Stop stop) throws Exception;
    }

    private interface Stop {
        void run() throws Exception;
    }

    private void needsALock(Stop inside, WithLock outside, String lock) throws Exception {
        Bundle plugin = start(Sample.BLANK_PLUGIN);
        Echo echo = register(plugin, "a");
        Held held = hold("held");
        Stage.script("lock", () -> {
            held.run();
            inside.run();
        });
        Call<String> call = callers.start("needs the lock", () -> echo.echo("lock"));
        held.awaitEntered();
        Call<Void> stopper = callers.run(
                "has the lock",
                () -> outside.run(() -> {
                    held.release();
                    plugin.stop();
                }));
        assertDeadlocked(plugin, lock, "'needs the lock' waits for", "'has the lock' has");
        stopper.result();
        assertEquals("lock done", call.result());
    }

    @Test
    public void callThatStartsABundleWhileItsPluginIsRefreshed() throws Exception {
        Bundle plugin = start(Sample.OWN_API_PROVIDER);
        Bundle dependent = install(Sample.CONSUMER_OF_OWN_API);
        Trigger.REFRESH.pull(dependent, context.getBundle(0)); // resolved, and of the closure
        dependent.start();
        dependent.stop();
        Echo echo = register(plugin, "a");
        Held held = hold("held");
        Stage.script("start", () -> {
            held.run();
            dependent.start();
        });
        Call<String> call = callers.start("caller", () -> echo.echo("start"));
        held.awaitEntered();
        Call<Void> refresh = callers.run("refresh", () -> Trigger.REFRESH.pull(plugin, context.getBundle(0)));
        drains.awaitBegan(plugin);
        held.release();
        assertDeadlocked(plugin, "'caller' waits for");
        refresh.result();
        call.result();
    }
}
