package io.rundown.host.impl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rundown.host.DrainOutcome;
import io.rundown.host.DrainReport;
import io.rundown.host.OperationOutcome;
import io.rundown.host.OperationReport;
import io.rundown.host.PluginCallDTO;
import io.rundown.host.PluginHost;
import io.rundown.host.impl.OddThread.Kind;
import io.rundown.host.impl.sample.Greeter;
import io.rundown.host.impl.sample.GreeterActivator;
import io.rundown.host.impl.sample.Probe;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.osgi.framework.Bundle;

/**
 * Callers and stopping threads can be of any class. Whatever the methods of that class do, a drain waits until the calls have ended or its time
 * is up, and everybody can look who is inside.
 */
@Timeout(120)
abstract class OddThreadsContract extends HostOnFramework {

    /** Enough reports of progress, which come every 50 ms, that the drain has looked at the threads inside more than twice. */
    private static final int SEVERAL_LOOKS = 12;

    /** Whether the framework itself fails to stop a bundle if the thread has no context class loader to be had. */
    abstract boolean needsContextClassLoader();

    @BeforeEach
    void reset() {
        OddThread.idol = null;
        OddThread.sparesContextClassLoader = needsContextClassLoader();
        OddThread.hangs = new CountDownLatch(1);
    }

    @AfterEach
    void letGo() {
        OddThread.hangs.countDown();
    }

    private CompletableFuture<String> enter(Greeter greeter, Kind kind) throws Exception {
        Probe.inside = new CountDownLatch(1);
        CompletableFuture<String> call = OddThread.async(kind, () -> greeter.greet("odd"));
        assertTrue(Probe.inside.await(30, TimeUnit.SECONDS), "the odd caller is inside");
        return call;
    }

    private CompletableFuture<String> enter(Greeter greeter) throws Exception {
        Probe.inside = new CountDownLatch(1);
        CompletableFuture<String> call = async(() -> greeter.greet("innocent"));
        assertTrue(Probe.inside.await(30, TimeUnit.SECONDS), "the innocent caller is inside");
        return call;
    }

    private void assertStillWaiting(CompletableFuture<?> stop) throws InterruptedException {
        for (int i = 0; i < SEVERAL_LOOKS && !stop.isDone(); i++) {
            awaitMoreProgress();
        }
        assertFalse(stop.isDone(), "the drain waits for the calls inside");
    }

    private void assertDrained() {
        DrainReport report = assertNotNullAnd(ended);
        assertEquals(DrainOutcome.DRAINED, report.outcome(), report::toString);
        assertFalse(Probe.RAN_STOPPED.get(), "a call ran in the stopped plugin");
    }

    private static <T> T assertNotNullAnd(@org.jspecify.annotations.Nullable T value) {
        assertNotNull(value);
        return value;
    }

    private static void assertGreeted(CompletableFuture<String> odd, CompletableFuture<String> innocent)
            throws Exception {
        assertEquals("hello odd", odd.get(60, TimeUnit.SECONDS));
        assertEquals("hello innocent", innocent.get(60, TimeUnit.SECONDS));
    }

    /** A plugin with a policy in place of the one that is there. */
    private Bundle restartWith(String policy) throws Exception {
        plugin.uninstall();
        Bundle other = install(
                framework.getBundleContext(),
                BundleFiles.plugin(
                        GreeterActivator.class,
                        "with.policy",
                        "osgi.extender;filter:=\"(osgi.extender=io.rundown)\";" + policy,
                        folder));
        other.start();
        return other;
    }

    private PluginHost host() {
        return service(PluginHost.class);
    }

    @ParameterizedTest
    @EnumSource(names = {"THROWING", "LYING"})
    void drainWaitsForAnOddCallerAndAnInnocentOne(Kind kind) throws Exception {
        drains(plugin, kind);
    }

    @ParameterizedTest
    @EnumSource(names = {"THROWING", "LYING"})
    void drainWithoutALimitWaitsForThem(Kind kind) throws Exception {
        drains(restartWith("drain.timeout=100;drain.on-timeout=wait"), kind);
    }

    private void drains(Bundle bundle, Kind kind) throws Exception {
        Greeter greeter = greeter();
        CompletableFuture<String> odd = enter(greeter, kind);
        CompletableFuture<String> innocent = enter(greeter);
        CompletableFuture<Void> stop = async(() -> {
            OddThread.idol = Thread.currentThread();
            bundle.stop();
            return null;
        });
        assertStillWaiting(stop);
        Probe.leave.countDown();
        stop.get(60, TimeUnit.SECONDS);
        assertGreeted(odd, innocent);
        assertDrained();
    }

    @ParameterizedTest
    @EnumSource(names = {"THROWING", "LYING"})
    void stopOnAnOddThreadDrains(Kind kind) throws Exception {
        Greeter greeter = greeter();
        CompletableFuture<String> odd = enter(greeter, kind);
        CompletableFuture<String> innocent = enter(greeter);
        CompletableFuture<Void> stop = OddThread.async(kind, () -> {
            plugin.stop();
            return null;
        });
        assertStillWaiting(stop);
        Probe.leave.countDown();
        stop.get(60, TimeUnit.SECONDS);
        assertGreeted(odd, innocent);
        assertDrained();
    }

    @ParameterizedTest
    @EnumSource(names = {"THROWING", "LYING"})
    void drainOnAnOddThreadEndsAtItsTimeout(Kind kind) throws Exception {
        Bundle proceeding = restartWith("drain.timeout=1000;drain.on-timeout=proceed");
        CompletableFuture<String> odd = enter(greeter(), kind);
        OddThread.async(kind, () -> {
                    proceeding.stop();
                    return null;
                })
                .get(60, TimeUnit.SECONDS);
        DrainReport report = assertNotNullAnd(ended);
        assertEquals(DrainOutcome.TIMED_OUT, report.outcome(), report::toString);
        assertTrue(report.elapsed().toMillis() >= 1000, report::toString);
        Probe.leave.countDown();
        odd.get(60, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @EnumSource
    void interruptOfAnOddCallerHoldsNobodyUp(Kind kind) throws Exception {
        Bundle interrupting = restartWith("drain.timeout=1000;drain.on-timeout=interrupt");
        Greeter greeter = greeter();
        CompletableFuture<String> odd = enter(greeter, kind);
        CompletableFuture<String> innocent = enter(greeter);
        CompletableFuture<Void> stop = async(() -> {
            OddThread.idol = Thread.currentThread();
            interrupting.stop();
            return null;
        });
        ExecutionException interrupted =
                assertThrows(ExecutionException.class, () -> innocent.get(60, TimeUnit.SECONDS));
        assertInstanceOf(InterruptedException.class, interrupted.getCause());
        Probe.leave.countDown();
        stop.get(60, TimeUnit.SECONDS);
        assertEquals("hello odd", odd.get(60, TimeUnit.SECONDS));
        DrainReport report = assertNotNullAnd(ended);
        assertEquals(2, report.interrupted(), report::toString);
        assertEquals(DrainOutcome.DRAINED, report.outcome(), report::toString);
    }

    @ParameterizedTest
    @EnumSource(names = {"THROWING", "LYING"})
    void operationThatIsGivenUpLeavesAnOddCallerInside(Kind kind) throws Exception {
        Bundle aborting = restartWith("drain.timeout=1000;drain.on-timeout=abort");
        Greeter greeter = greeter();
        CompletableFuture<String> odd = enter(greeter, kind);
        CompletableFuture<String> innocent = enter(greeter);
        OperationReport report =
                OddThread.async(kind, () -> host().stop(aborting.getBundleId())).get(60, TimeUnit.SECONDS);
        assertEquals(OperationOutcome.ABORTED, report.outcome(), report::toString);
        assertEquals(Bundle.ACTIVE, aborting.getState());
        Probe.leave.countDown();
        assertGreeted(odd, innocent);
        assertEquals("hello again", greeter.greet("again"));
    }

    @ParameterizedTest
    @EnumSource(names = {"THROWING", "LYING"})
    void everybodyCanLookWhoIsInside(Kind kind) throws Exception {
        Greeter greeter = greeter();
        CompletableFuture<String> odd = enter(greeter, kind);
        CompletableFuture<String> innocent = enter(greeter);
        List<PluginCallDTO> calls = host().calls(plugin.getBundleId());
        assertEquals(2, calls.size());
        assertTrue(calls.stream().anyMatch(call -> call.thread.equals("odd")), calls::toString);
        assertEquals(
                List.of(calls.get(0).count, calls.get(1).count), List.of(1L, 1L), "each thread is inside by itself");
        CompositeData[] seen = (CompositeData[]) ManagementFactory.getPlatformMBeanServer()
                .getAttribute(
                        new ObjectName("io.rundown:type=Plugin,name=" + PLUGIN + ",id=" + plugin.getBundleId()),
                        "Calls");
        assertTrue(Arrays.stream(seen).anyMatch(call -> "odd".equals(call.get("thread"))), Arrays.toString(seen));
        Probe.leave.countDown();
        assertGreeted(odd, innocent);
    }

    @Test
    void unloadVerifiesWhileOddThreadsLive() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        for (Kind kind : Kind.values()) {
            CountDownLatch begun = new CountDownLatch(1);
            OddThread.async(kind, () -> {
                begun.countDown();
                end.await();
                return null;
            });
            assertTrue(begun.await(30, TimeUnit.SECONDS));
        }
        OperationReport report = OddThread.async(Kind.THROWING, () -> host().unload(plugin.getBundleId()))
                .get(60, TimeUnit.SECONDS);
        end.countDown();
        assertEquals(OperationOutcome.DONE, report.outcome(), report::toString);
    }

    @ParameterizedTest
    @EnumSource(names = {"THROWING", "LYING"})
    void operationOfAnOddThreadRunsOnAnotherOne(Kind kind) throws Exception {
        OperationReport report = OddThread.async(
                        kind,
                        () -> host().submit(io.rundown.host.PluginOperation.STOP, plugin.getBundleId())
                                .toCompletableFuture()
                                .get(60, TimeUnit.SECONDS))
                .get(60, TimeUnit.SECONDS);
        assertEquals(OperationOutcome.DONE, report.outcome(), report::toString);
    }
}
