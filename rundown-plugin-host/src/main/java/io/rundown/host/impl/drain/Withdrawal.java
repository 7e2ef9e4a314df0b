package io.rundown.host.impl.drain;

import io.rundown.CallGate;
import io.rundown.RundownState;
import io.rundown.host.impl.bound.Deadline;
import io.rundown.host.impl.plugin.PluginService;
import io.rundown.host.impl.thread.HostThreads;
import io.rundown.host.impl.thread.KeptInterrupts;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Takes the proxies of services out of the service registry, each once.
 *
 * <p>Equinox has a lock for each use of a service, and holds it while a factory makes the object. So an unregistration tells the listeners there,
 * and then waits for a consumer that hangs in a factory, without a limit. Such a service is unregistered on a thread of the host, which may
 * wait as long as it has to.
 */
final class Withdrawal {

    private static final Executor THREADS = HostThreads.named("rundown withdrawal");

    private final List<PluginService> services;
    private final boolean waitsForFactories;
    private final List<CompletableFuture<Boolean>> onOtherThreads = new ArrayList<>();
    private int withdrawn;

    /**
     * Nothing is withdrawn yet.
     *
     * @param waitsForFactories whether the framework lets no service go while its factory makes an object
     */
    Withdrawal(List<PluginService> services, boolean waitsForFactories) {
        this.services = services;
        this.waitsForFactories = waitsForFactories;
    }

    /** Returns how many proxies it has withdrawn. */
    int withdrawn() {
        return withdrawn
                + (int) onOtherThreads.stream()
                        .filter(withdrawal -> withdrawal.getNow(false))
                        .count();
    }

    /** Withdraws those that are not withdrawn yet. Does not wait for consumers that are inside a factory. */
    void run() {
        for (PluginService service : services) {
            if (waitsForFactories && isInUse(service.factoryGate())) {
                onOtherThreads.add(CompletableFuture.supplyAsync(service::withdraw, THREADS)
                        .exceptionally(failure -> false));
            } else if (service.withdraw()) {
                withdrawn++;
            }
        }
    }

    /** The framework's lock is reentrant: a thread that is inside the factory itself does not wait for itself. */
    private static boolean isInUse(CallGate factory) {
        return factory.state() != RundownState.RUN_DOWN
                && !factory.isHeldByCurrentThread()
                && !factory.holders().isEmpty();
    }

    /** Waits until all of them are withdrawn, or the deadline has come. An interrupt is kept for later. */
    void await(Deadline deadline) {
        for (CompletableFuture<Boolean> withdrawal : onOtherThreads) {
            while (!withdrawal.isDone() && !deadline.isOver()) {
                try {
                    withdrawal.get(deadline.remainingNanos(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    KeptInterrupts.keep();
                } catch (TimeoutException e) {
                    break;
                } catch (ExecutionException e) {
                    throw new AssertionError("failures are results", e);
                }
            }
        }
    }
}
