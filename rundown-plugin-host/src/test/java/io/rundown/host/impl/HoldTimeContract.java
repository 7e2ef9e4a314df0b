package io.rundown.host.impl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rundown.host.DrainListener;
import io.rundown.host.DrainOutcome;
import io.rundown.host.DrainReport;
import io.rundown.host.HostProperties;
import io.rundown.host.impl.sample.Greeter;
import io.rundown.host.impl.sample.Probe;
import java.io.InputStream;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How long calls are held while others are slow, on a real framework; a subclass says on which. */
@Timeout(60)
abstract class HoldTimeContract extends HostOnFramework {

    private static final Duration HOLD = Duration.ofMillis(1_500);

    @Override
    Map<String, String> moreProperties() {
        return Map.of(
                HostProperties.HOLD,
                PLUGIN,
                HostProperties.HOLD_TIMEOUT,
                String.valueOf(HOLD.toMillis()),
                HostProperties.DRAIN_TIMEOUT,
                "PT10M");
    }

    private CompletableFuture<Boolean> update() {
        return async(() -> {
            try (InputStream same = Files.newInputStream(folder.resolve(PLUGIN + ".jar"))) {
                plugin.update(same);
            }
            return true;
        });
    }

    @Test
    void aSlowCallInsideCostsThoseThatWaitNothing() throws Exception {
        Greeter greeter = greeter();
        CompletableFuture<String> slow = async(() -> greeter.greet("slow"));
        assertTrue(Probe.inside.await(10, TimeUnit.SECONDS));
        CountDownLatch longerThanCallsAreHeld = new CountDownLatch(1);
        framework
                .getBundleContext()
                .registerService(
                        DrainListener.class,
                        new DrainListener() {
                            @Override
                            public void drainProgressed(DrainReport report) {
                                if (report.elapsed().compareTo(HOLD.multipliedBy(2)) > 0) {
                                    longerThanCallsAreHeld.countDown();
                                }
                            }
                        },
                        null);
        CompletableFuture<Boolean> update = update();
        assertTrue(drainWaited.await(10, TimeUnit.SECONDS));
        CompletableFuture<String> held = async(() -> greeter.greet("held"));
        assertTrue(longerThanCallsAreHeld.await(30, TimeUnit.SECONDS));
        assertFalse(held.isDone(), "the hold timeout runs from the end of the drain");
        Probe.leave.countDown();
        assertTrue(update.get(30, TimeUnit.SECONDS));
        assertEquals("hello slow", slow.get(10, TimeUnit.SECONDS));
        assertEquals("hello held", held.get(10, TimeUnit.SECONDS));
        DrainReport report = ended;
        assertNotNull(report);
        assertEquals(0, report.rejected(), report::toString);
    }

    @Test
    void aHeldCallForWhichACallInsideWaitsIsLetIn() throws Exception {
        Greeter greeter = greeter();
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try {
            CountDownLatch go = new CountDownLatch(1);
            Callable<String> waiting = () -> {
                Probe.inside.countDown();
                go.await();
                return executor.submit(() -> greeter.greet("nested")).get();
            };
            endsByItself(waiting, go);
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void aHeldCallWhoseLockACallInsideNeedsIsLetIn() throws Exception {
        Greeter greeter = greeter();
        Object monitor = new Object();
        CountDownLatch go = new CountDownLatch(1);
        CountDownLatch locked = new CountDownLatch(1);
        Callable<String> waiting = () -> {
            Probe.inside.countDown();
            go.await();
            CompletableFuture<String> other = async(() -> {
                synchronized (monitor) {
                    locked.countDown();
                    return greeter.greet("nested");
                }
            });
            locked.await();
            synchronized (monitor) {
                return other.get();
            }
        };
        endsByItself(waiting, go);
    }

    private void endsByItself(Callable<String> waiting, CountDownLatch go) throws Exception {
        Probe.leave.countDown();
        plugin.getBundleContext().registerService(Callable.class.getName(), waiting, null);
        Callable<?> proxy = service(Callable.class);
        CompletableFuture<Object> inside = async(proxy::call);
        assertTrue(Probe.inside.await(10, TimeUnit.SECONDS));
        CompletableFuture<Boolean> update = update();
        assertTrue(drainBegan.await(10, TimeUnit.SECONDS));
        go.countDown();
        assertEquals("hello nested", inside.get(30, TimeUnit.SECONDS), "the drain timeout is ten minutes");
        assertTrue(update.get(30, TimeUnit.SECONDS));
        DrainReport report = ended;
        assertNotNull(report);
        assertEquals(DrainOutcome.DRAINED, report.outcome(), report::toString);
    }
}
