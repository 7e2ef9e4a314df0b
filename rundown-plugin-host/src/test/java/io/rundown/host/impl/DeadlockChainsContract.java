package io.rundown.host.impl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rundown.host.DrainOutcome;
import io.rundown.host.DrainReport;
import io.rundown.host.impl.sample.GreeterActivator;
import io.rundown.host.impl.sample.Probe;
import io.rundown.spi.ThreadView;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.FrameworkWiring;

/**
 * A drain ends early if all who are inside certainly wait for it, over any number of threads. If they only possibly do, it ends at its timeout,
 * also if it would have no end.
 */
@Timeout(120)
abstract class DeadlockChainsContract extends HostOnFramework {

    /** Of the drains that end early. */
    private static final Duration LONG_TIMEOUT = Duration.ofSeconds(60);

    private static final int SEVERAL_LOOKS = 12;

    private final CountDownLatch mayWait = new CountDownLatch(1);

    /** What a call does, or a thread. */
    private interface Body {
        void run() throws Exception;
    }

    private static String policy(String onTimeout) {
        return "drain.timeout=" + LONG_TIMEOUT.toMillis() + ";drain.on-timeout=" + onTimeout;
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

    /** A call that is inside a service of the plugin, and does something once it {@link #mayWait}. */
    @SuppressWarnings("unchecked")
    private CompletableFuture<Object> enter(Bundle bundle, Body body) throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        bundle.getBundleContext()
                .registerService(
                        Callable.class,
                        () -> {
                            inside.countDown();
                            mayWait.await();
                            body.run();
                            return "done";
                        },
                        null);
        Callable<Object> proxy = service(Callable.class);
        CompletableFuture<Object> call = async(proxy);
        assertTrue(inside.await(30, TimeUnit.SECONDS), "the call is inside");
        return call;
    }

    /** A thread that has something, and then waits. Returns when it has it. */
    private static CompletableFuture<Void> holder(String name, Lock lock, Body thenWaits) throws Exception {
        CountDownLatch has = new CountDownLatch(1);
        CompletableFuture<Void> end = async(() -> {
            Thread.currentThread().setName(name);
            lock.lock();
            try {
                has.countDown();
                thenWaits.run();
            } finally {
                lock.unlock();
            }
            return null;
        });
        assertTrue(has.await(30, TimeUnit.SECONDS));
        return end;
    }

    private static void lockAndUnlock(Lock lock) {
        lock.lock();
        lock.unlock();
    }

    private CompletableFuture<Void> stop(Bundle bundle) {
        return async(() -> {
            Thread.currentThread().setName("stopper");
            bundle.stop();
            return null;
        });
    }

    private DrainReport end() {
        DrainReport report = ended;
        assertNotNull(report);
        return report;
    }

    private void assertEndedEarly(String... words) {
        DrainReport report = end();
        assertEquals(DrainOutcome.DEADLOCKED, report.outcome(), report::toString);
        assertTrue(report.elapsed().compareTo(LONG_TIMEOUT) < 0, report::toString);
        for (String word : words) {
            assertTrue(String.valueOf(report.deadlock()).contains(word), () -> word + " in " + report.deadlock());
        }
        assertFalse(String.valueOf(report.deadlock()).contains("possibly"), report::deadlock);
    }

    @SuppressWarnings("ThreadPriorityCheck") // the framework tells nobody that it waits
    private static void awaitThreadIn(String... methods) {
        while (ThreadView.all().stream()
                .map(ThreadView::stackTrace)
                .noneMatch(stack -> Arrays.stream(methods)
                        .allMatch(method -> Arrays.stream(stack)
                                .anyMatch(frame ->
                                        (frame.getClassName() + "." + frame.getMethodName()).equals(method))))) {
            Thread.yield();
        }
    }

    /** What the thread that refreshes is in while it waits for the bundle that is stopped. */
    abstract String[] refreshThatWaits();

    /**
     * One thread stops the plugin, which locks its bundle, and drains it. Another one refreshes it: it has the framework's global lock, and waits
     * for the bundle. The call inside needs the global lock for a dynamic import.
     */
    @ParameterizedTest
    @ValueSource(strings = {"proceed", "wait"})
    void callThatImportsDynamicallyWhileAThirdThreadRefreshes(String onTimeout) throws Exception {
        Bundle draining = restartWith(policy(onTimeout));
        Bundle importing = install(
                framework.getBundleContext(),
                BundleFiles.plugin(
                        NoActivator.class,
                        "importing",
                        Map.of("DynamicImport-Package", "org.osgi.service.url"),
                        folder));
        importing.start();
        CompletableFuture<Object> call =
                enter(draining, () -> importing.loadClass("org.osgi.service.url.URLConstants"));
        CompletableFuture<Void> stop = stop(draining);
        assertTrue(drainWaited.await(30, TimeUnit.SECONDS));
        framework.adapt(FrameworkWiring.class).refreshBundles(List.of(draining));
        awaitThreadIn(refreshThatWaits());
        mayWait.countDown();
        stop.get(90, TimeUnit.SECONDS);
        assertEndedEarly("the draining thread");
        assertEquals("done", call.get(60, TimeUnit.SECONDS));
    }

    @Test
    void chainOverThreeThreads() throws Exception {
        ReentrantLock ofStopper = new ReentrantLock();
        ReentrantLock ofFirst = new ReentrantLock();
        Object ofSecond = new Object();
        CountDownLatch secondHas = new CountDownLatch(1);
        CountDownLatch allHave = new CountDownLatch(1);
        Bundle draining = restartWith(policy("wait"));
        CompletableFuture<Object> call = enter(draining, () -> lockAndUnlock(ofFirst));
        CompletableFuture<Void> stop = holder("stopper", ofStopper, () -> {
            allHave.await();
            mayWait.countDown();
            draining.stop();
        });
        CompletableFuture<Void> second = async(() -> {
            Thread.currentThread().setName("second");
            synchronized (ofSecond) {
                secondHas.countDown();
                lockAndUnlock(ofStopper);
            }
            return null;
        });
        assertTrue(secondHas.await(30, TimeUnit.SECONDS));
        CompletableFuture<Void> first = holder("first", ofFirst, () -> {
            synchronized (ofSecond) {
                Thread.currentThread().setName("first has both");
            }
        });
        allHave.countDown();
        stop.get(90, TimeUnit.SECONDS);
        assertEndedEarly(
                "which thread 'first' has",
                "which thread 'second' has",
                "which thread 'stopper' has, the draining thread");
        first.get(60, TimeUnit.SECONDS);
        second.get(60, TimeUnit.SECONDS);
        assertEquals("done", call.get(60, TimeUnit.SECONDS));
    }

    @Test
    void callThatWaitsForTheEndOfAThreadThatNeedsALock() throws Exception {
        ReentrantLock ofStopper = new ReentrantLock();
        Bundle draining = restartWith(policy("wait"));
        Thread joined = new Thread(() -> lockAndUnlock(ofStopper), "joined");
        CompletableFuture<Object> call = enter(draining, joined::join);
        CompletableFuture<Void> stop = holder("stopper", ofStopper, () -> {
            joined.start();
            mayWait.countDown();
            draining.stop();
        });
        stop.get(90, TimeUnit.SECONDS);
        assertEndedEarly("waits for the end of thread 'joined'", "thread 'joined' waits for", "the draining thread");
        assertEquals("done", call.get(60, TimeUnit.SECONDS));
    }

    @Test
    void innocentCallKeepsTheDrainWaiting() throws Exception {
        ReentrantLock ofStopper = new ReentrantLock();
        Bundle draining = restartWith(policy("proceed"));
        CompletableFuture<String> innocent = async(() -> greeter().greet("innocent"));
        assertTrue(Probe.inside.await(30, TimeUnit.SECONDS));
        CompletableFuture<Object> call = enter(draining, () -> lockAndUnlock(ofStopper));
        CompletableFuture<Void> stop = holder("stopper", ofStopper, () -> {
            mayWait.countDown();
            draining.stop();
        });
        for (int i = 0; i < SEVERAL_LOOKS; i++) {
            awaitMoreProgress();
        }
        assertFalse(stop.isDone());
        Probe.leave.countDown();
        assertEquals("hello innocent", innocent.get(60, TimeUnit.SECONDS));
        stop.get(90, TimeUnit.SECONDS);
        assertEndedEarly("the draining thread");
        call.get(60, TimeUnit.SECONDS);
    }

    @Test
    void chainThatEndsAtAThreadThatGoesOnIsNone() throws Exception {
        ReentrantLock lock = new ReentrantLock();
        CountDownLatch goesOn = new CountDownLatch(1);
        Bundle draining = restartWith("drain.timeout=100;drain.on-timeout=wait");
        CompletableFuture<Object> call = enter(draining, () -> lockAndUnlock(lock));
        CompletableFuture<Void> owner = holder("owner", lock, goesOn::await);
        mayWait.countDown();
        CompletableFuture<Void> stop = stop(draining);
        for (int i = 0; i < SEVERAL_LOOKS; i++) {
            awaitMoreProgress();
        }
        assertFalse(stop.isDone());
        goesOn.countDown();
        stop.get(60, TimeUnit.SECONDS);
        assertEquals(DrainOutcome.DRAINED, end().outcome());
        owner.get(60, TimeUnit.SECONDS);
        assertEquals("done", call.get(60, TimeUnit.SECONDS));
    }

    /** Takes a lock that several threads can have; gives what releases it. */
    private interface SharedLock {
        Body take(boolean shared) throws Exception;
    }

    @Test
    void callThatPossiblyWaitsForAPermitEndsAWaitAtItsTimeout() throws Exception {
        Semaphore permits = new Semaphore(1);
        endsAtItsTimeout("java.util.concurrent.Semaphore", "wait", shared -> {
            permits.acquire();
            return permits::release;
        });
    }

    @Test
    void callThatPossiblyWaitsForAReaderEndsAWaitAtItsTimeout() throws Exception {
        ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
        endsAtItsTimeout("java.util.concurrent.locks.ReentrantReadWriteLock", "wait", shared -> {
            Lock side = shared ? lock.readLock() : lock.writeLock();
            side.lock();
            return side::unlock;
        });
    }

    @Test
    void callThatPossiblyWaitsForAStampIsReported() throws Exception {
        StampedLock lock = new StampedLock();
        endsAtItsTimeout("java.util.concurrent.locks.StampedLock", "proceed", shared -> {
            long stamp = shared ? lock.readLock() : lock.writeLock();
            return () -> lock.unlock(stamp);
        });
    }

    private void endsAtItsTimeout(String words, String onTimeout, SharedLock lock) throws Exception {
        Bundle draining = restartWith("drain.timeout=2000;drain.on-timeout=" + onTimeout);
        CompletableFuture<Object> call = enter(draining, () -> lock.take(false).run());
        CompletableFuture<Void> stop = async(() -> {
            Body release = lock.take(true);
            mayWait.countDown();
            draining.stop();
            release.run();
            return null;
        });
        stop.get(90, TimeUnit.SECONDS);
        DrainReport report = end();
        assertEquals(
                onTimeout.equals("wait") ? DrainOutcome.DEADLOCKED : DrainOutcome.TIMED_OUT,
                report.outcome(),
                report::toString);
        assertTrue(report.elapsed().toMillis() >= 2000, report::toString);
        assertTrue(String.valueOf(report.deadlock()).contains("possibly"), report::deadlock);
        assertTrue(String.valueOf(report.deadlock()).contains(words), report::deadlock);
        assertEquals("done", call.get(60, TimeUnit.SECONDS));
    }
}
