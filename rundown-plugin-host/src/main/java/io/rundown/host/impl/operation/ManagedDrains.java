package io.rundown.host.impl.operation;

import io.rundown.host.DrainOutcome;
import io.rundown.host.DrainReport;
import io.rundown.host.impl.drain.Drains;
import io.rundown.host.impl.plugin.Plugin;
import io.rundown.host.impl.plugin.ServiceCatalog;
import io.rundown.host.impl.thread.KeptInterrupts;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The steps that operations have in common: drain a plugin, and let it serve again. */
final class ManagedDrains {

    private final Drains drains;
    private final ServiceCatalog catalog;

    ManagedDrains(Drains drains, ServiceCatalog catalog) {
        this.drains = drains;
        this.catalog = catalog;
    }

    /**
     * Drains it. If that is given up it serves as before.
     *
     * @param step what the step is called
     * @param hold whether calls that arrive are held, if the plugin's are
     * @return the drain; {@code null} if the bundle is stopping, or the host is
     * @throws InterruptedException if interrupted; the plugin serves as before
     */
    @Nullable
    DrainReport drain(Plugin plugin, StepLog log, String step, boolean hold) throws InterruptedException {
        Duration after = log.now();
        DrainReport drain = drains.managed(plugin, hold);
        if (drain == null) {
            return null;
        }
        log.drain(step, after, drain);
        if (drain.outcome() == DrainOutcome.ABORTED) {
            serve(plugin, log);
        }
        if (drain.outcome() == DrainOutcome.INTERRUPTED) {
            serve(plugin, log);
            KeptInterrupts.take(); // told by the exception
            throw new InterruptedException("the drain of " + plugin.name() + " was interrupted; it serves as before");
        }
        return drain;
    }

    /** Why a drain was given up. */
    static String whyAborted(Plugin plugin, DrainReport drain) {
        return drain.inFlight() + " in flight after " + plugin.policy().timeout() + ": " + drain.holders();
    }

    /** Lets the plugin serve, and publishes what it registered while it did not. */
    void serve(Plugin plugin, StepLog log) {
        Duration after = log.now();
        if (plugin.resume() || plugin.isServing()) {
            log.step("publish services", after, catalog.publishAll(plugin) + " published");
        }
    }
}
