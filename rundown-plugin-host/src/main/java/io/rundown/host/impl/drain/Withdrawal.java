package io.rundown.host.impl.drain;

import io.rundown.CallGate;
import io.rundown.RundownState;
import io.rundown.host.impl.bound.Deadline;
import io.rundown.host.impl.plugin.PluginService;
import io.rundown.host.impl.thread.HostThreads;
import io.rundown.host.impl.thread.KeptInterrupts;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Takes the proxies of services out of the service registry, each once.
 *
 * <p>Equinox has a lock for each use of a service, and holds it while a factory makes the object. So an unregistration waits there for a
 * consumer that hangs in a factory, without a limit. Such a service is unregistered on a thread of the host, which may wait as long as
 * it has to; the drain waits for that thread until its deadline.
 */
final class Withdrawal {

    private static final Executor THREADS = HostThreads.named("rundown withdrawal");

    private final List<PluginService> services;
    private final boolean waitsForFactories;
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
        return withdrawn;
    }

    /** Withdraws those that are not withdrawn yet. */
    void run(Deadline deadline) {
        for (PluginService service : services) {
            boolean done = waitsForFactories && isInUse(service.factoryGate())
                    ? onOtherThread(service, deadline)
                    : service.withdraw();
            withdrawn += done ? 1 : 0;
        }
    }

    /** The framework's lock is reentrant: a thread that is inside the factory itself does not wait for itself. */
    private static boolean isInUse(CallGate factory) {
        return factory.state() != RundownState.RUN_DOWN
                && !factory.isHeldByCurrentThread()
                && !factory.holders().isEmpty();
    }

    private static boolean onOtherThread(PluginService service, Deadline deadline) {
        CompletableFuture<Boolean> withdrawal = CompletableFuture.supplyAsync(service::withdraw, THREADS);
        while (true) {
            try {
                return withdrawal.get(deadline.remainingNanos(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                KeptInterrupts.keep();
            } catch (TimeoutException | ExecutionException e) {
                return false;
            }
        }
    }
}
