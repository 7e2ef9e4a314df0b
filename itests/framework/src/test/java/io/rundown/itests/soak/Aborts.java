package io.rundown.itests.soak;

import io.rundown.host.OperationOutcome;
import io.rundown.host.OperationReport;
import io.rundown.host.PluginHost;
import io.rundown.host.PluginUnavailableException;
import io.rundown.itests.harness.Patience;
import io.rundown.itests.sample.api.Echo;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/**
 * Operations on a plugin with the policy {@code abort}, to which nothing else happens. While a call is inside that outlasts the drain
 * timeout, they must be aborted, and afterwards the plugin must serve.
 */
final class Aborts implements Event {

    private static final Set<OperationOutcome> ALLOWED = EnumSet.of(OperationOutcome.DONE, OperationOutcome.ABORTED);

    private final PluginHost host;
    private final Bundle aborting;
    private final Providers providers;
    private final Inside inside;
    private final Violations violations;
    private final ReentrantLock turn = new ReentrantLock();

    Aborts(PluginHost host, Bundle aborting, Providers providers, Inside inside, Violations violations) {
        this.host = host;
        this.aborting = aborting;
        this.providers = providers;
        this.inside = inside;
        this.violations = violations;
    }

    @Override
    public void happen(int i, Bundle plugin, Random random) throws Exception {
        if (!turn.tryLock()) {
            return;
        }
        try {
            int operation = random.nextInt(3);
            if (random.nextBoolean()) {
                abort(operation);
            } else {
                OperationReport report = run(operation);
                if (!ALLOWED.contains(report.outcome())) {
                    violations.add("an operation on a plugin that nobody else operates on: " + report);
                }
            }
        } finally {
            serveAgain();
            turn.unlock();
        }
    }

    private OperationReport run(int operation) throws Exception {
        long id = aborting.getBundleId();
        return switch (operation) {
            case 0 -> host.drain(id);
            case 1 -> host.stop(id);
            default -> host.reload(id);
        };
    }

    private void abort(int operation) throws Exception {
        Optional<Echo> echo = providers.echoOf(aborting);
        if (echo.isEmpty()) {
            violations.add("no service of a plugin that nobody else operates on: " + aborting);
            return;
        }
        CountDownLatch ready = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        AtomicBoolean isInside = new AtomicBoolean();
        Thread caller = new Thread(
                () -> {
                    try {
                        inside.call(echo.get(), () -> {
                            isInside.set(true);
                            ready.countDown();
                            Patience.await("the operation is over", over);
                        });
                    } catch (RuntimeException | LinkageError e) {
                        violations.add("a call broke during an operation that must be aborted", e);
                    } finally {
                        ready.countDown();
                    }
                },
                "stays inside during an operation");
        caller.setDaemon(true);
        caller.start();
        try {
            Patience.await("a call is inside", ready);
            OperationReport report = run(operation);
            if (isInside.get() && report.outcome() != OperationOutcome.ABORTED) {
                violations.add("an operation was not aborted although a call was inside: " + report);
            }
            echo.get().add(1, 1);
        } catch (PluginUnavailableException e) {
            violations.add("a call was rejected after an operation was aborted", e);
        } finally {
            over.countDown();
            caller.join();
        }
    }

    private void serveAgain() throws InterruptedException, BundleException {
        try {
            host.resume(aborting.getBundleId());
        } catch (IllegalArgumentException | IllegalStateException e) {
            // it was stopped, and is no plugin now
        }
        aborting.start();
    }
}
