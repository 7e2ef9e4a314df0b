package io.rundown.itests.soak;

import io.rundown.host.PluginHost;
import io.rundown.host.PluginUnavailableException;
import io.rundown.itests.harness.Patience;
import io.rundown.itests.sample.api.Echo;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/**
 * Interrupts a thread that stops or drains a plugin, while the host waits on it: another thread is inside the plugin until it has
 * interrupted the first one. When the operation is over the flag must be set, or the exception must have told. The plugin and the judge
 * note flags that they see meanwhile.
 */
final class Interrupts implements Event {

    private static final String WAITING = "io.rundown.host.impl.drain";
    private static final long MOMENT_NANOS = 2_000_000_000L;

    private final PluginHost host;
    private final Providers providers;
    private final Inside inside;
    private final Violations violations;
    private final ReentrantLock turn = new ReentrantLock();
    private final Set<Long> interrupted = ConcurrentHashMap.newKeySet();

    Interrupts(PluginHost host, Providers providers, Inside inside, Violations violations) {
        this.host = host;
        this.providers = providers;
        this.inside = inside;
        this.violations = violations;
    }

    /** Whether a drain of this bundle may be interrupted now. */
    boolean isInterrupted(long bundleId) {
        return interrupted.contains(bundleId);
    }

    /** What the operator does when it is interrupted. */
    private interface Operation {
        void run(Bundle plugin) throws Exception;
    }

    @Override
    public void happen(int i, Bundle plugin, Random random) throws Exception {
        if (!turn.tryLock()) {
            return;
        }
        try {
            long id = plugin.getBundleId();
            switch (random.nextInt(4)) {
                case 0 -> interruptDuring("stop", plugin, Bundle::stop);
                case 1 -> interruptDuring("managed stop", plugin, bundle -> host.stop(id));
                case 2 -> interruptDuring("reload", plugin, bundle -> host.reload(id));
                default -> {
                    interruptDuring("drain", plugin, bundle -> host.drain(id));
                    host.resume(id);
                }
            }
        } finally {
            turn.unlock();
        }
    }

    private void interruptDuring(String what, Bundle plugin, Operation operation) throws Exception {
        Optional<Echo> echo = providers.echoOf(plugin);
        if (echo.isEmpty()) {
            return;
        }
        Thread operator = Thread.currentThread();
        CountDownLatch ready = new CountDownLatch(1);
        AtomicBoolean delivered = new AtomicBoolean();
        Thread interrupter =
                new Thread(() -> callAndInterrupt(echo.get(), operator, ready, delivered), "interrupts a " + what);
        interrupter.setDaemon(true);
        interrupter.start();
        Patience.await("the interrupter is inside, or rejected", ready);
        boolean told = false;
        interrupted.add(plugin.getBundleId());
        try {
            operation.run(plugin);
        } catch (InterruptedException e) {
            told = true;
        } catch (BundleException | IllegalStateException | IllegalArgumentException e) {
            // what frameworks and the host answer to somebody who is late, since other operations go on
        } finally {
            while (interrupter.isAlive()) {
                Thread.onSpinWait(); // it is bounded; joining would ask for the flag
            }
            interrupted.remove(plugin.getBundleId());
            told |= Thread.interrupted();
            if (delivered.get() && !told) {
                violations.add("an interrupt during a " + what + " of " + plugin + " was lost");
            }
        }
    }

    private void callAndInterrupt(Echo echo, Thread operator, CountDownLatch ready, AtomicBoolean delivered) {
        try {
            inside.call(echo, () -> {
                ready.countDown();
                long end = System.nanoTime() + MOMENT_NANOS;
                while (!waits(operator)) {
                    if (System.nanoTime() - end > 0) {
                        return;
                    }
                    LockSupport.parkNanos(500_000);
                }
                delivered.set(true);
                operator.interrupt();
                while (operator.isInterrupted() && System.nanoTime() - end < 0) {
                    LockSupport.parkNanos(500_000); // the host is to clear it while this call is inside
                }
            });
        } catch (PluginUnavailableException e) {
            // another operation goes on
        } catch (RuntimeException | LinkageError e) {
            violations.add("the call of an interrupter broke", e);
        } finally {
            ready.countDown();
        }
    }

    private static boolean waits(Thread thread) {
        Thread.State state = thread.getState();
        return (state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING)
                && Arrays.stream(thread.getStackTrace())
                        .anyMatch(frame -> frame.getClassName().startsWith(WAITING));
    }
}
