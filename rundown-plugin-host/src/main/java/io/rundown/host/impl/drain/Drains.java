package io.rundown.host.impl.drain;

import io.rundown.host.DrainCause;
import io.rundown.host.DrainListener;
import io.rundown.host.DrainReport;
import io.rundown.host.TimeoutAction;
import io.rundown.host.impl.config.DrainPolicy;
import io.rundown.host.impl.config.LiveConfig;
import io.rundown.host.impl.plugin.HeldPlugin;
import io.rundown.host.impl.plugin.Plugin;
import io.rundown.host.impl.plugin.PluginService;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Starts drains, each at most once, with the time it may take. */
public final class Drains {

    private final LiveConfig config;
    private final ShutdownBudget budget;
    private final Deadlocks deadlocks = new Deadlocks();
    private final DrainHistory history = new DrainHistory();
    private final DrainObservers observers;

    /**
     * The drains of a host.
     *
     * @param budget the bound of all waits of a shutdown
     * @param listeners who is told, asked for at every event
     */
    public Drains(LiveConfig config, ShutdownBudget budget, Supplier<List<DrainListener>> listeners) {
        this.config = config;
        this.budget = budget;
        this.observers = new DrainObservers(history, listeners);
    }

    /** Drains a plugin whose bundle stops. Returns when it may be torn down. */
    public void bundleStopping(Plugin plugin) {
        boolean shutdown = budget.isShutdown();
        DrainCause cause = shutdown ? DrainCause.FRAMEWORK_STOPPING : DrainCause.BUNDLE_STOPPING;
        HeldPlugin held = plugin.held();
        if (held == null) {
            drain(plugin, cause, false);
            return;
        }
        boolean goesOn = !shutdown && held.isHeldWhile(plugin.bundle());
        boolean hold = goesOn && plugin.hasStarted();
        held.updatedByCurrentThread();
        drain(plugin, cause, hold);
        if (plugin.held() == null) {
            held.notUpdatedByCurrentThread(); // another bundle has taken its place meanwhile
        } else if (goesOn) {
            held.gapBegan();
        } else {
            held.giveUp("the bundle was stopped");
        }
    }

    /** Drains a plugin that the host lets go of because it stops itself. */
    public void hostStopping(Plugin plugin) {
        drain(plugin, budget.isShutdown() ? DrainCause.FRAMEWORK_STOPPING : DrainCause.HOST_STOPPING, false);
    }

    /** Drains one service. Does nothing of note if its plugin is drained already. */
    public void serviceUnregistering(Plugin plugin, PluginService service) {
        Drain.ofService(plugin, service, config.get().progressInterval(), observers, deadlocks)
                .run();
    }

    /** The drains that ended, oldest first. */
    public List<DrainReport> history() {
        return history.reports();
    }

    /**
     * Drains a plugin whose bundle stays active.
     *
     * @param hold whether calls that arrive are held, if the plugin's are
     * @return the drain at its end; {@code null} if the plugin does not serve, so that there is nothing to drain
     */
    public @Nullable DrainReport managed(Plugin plugin, boolean hold) {
        HeldPlugin held = hold && plugin.hasStarted() ? plugin.held() : null;
        if (!plugin.beginDraining(DrainCause.MANAGED, held != null)) {
            return null;
        }
        if (held != null) {
            held.updatedByCurrentThread();
        }
        Drain drain = drainOf(plugin, held != null, null, DrainCause.MANAGED);
        try {
            return drain.run();
        } finally {
            if (drain.wasGivenUp()) {
                plugin.drainGivenUp();
                if (held != null) {
                    held.notUpdatedByCurrentThread();
                }
                plugin.guardedServices().forEach(PluginService::goOn);
            } else {
                plugin.drained();
            }
        }
    }

    /**
     * Drains a plugin whose place another bundle takes; it is drained afterwards, whoever was left behind.
     *
     * @param takeOver leads consumers to the other one, so that nothing is withdrawn; {@code null} if they move on when the
     *     services are withdrawn
     * @return the drain at its end; {@code null} if the plugin does not serve, and nothing was done
     */
    public @Nullable DrainReport replaced(Plugin plugin, @Nullable Runnable takeOver) {
        if (!plugin.beginDraining(DrainCause.REPLACED, takeOver != null)) {
            return null;
        }
        try {
            return drainOf(plugin, false, takeOver, DrainCause.REPLACED).run();
        } finally {
            plugin.drained();
        }
    }

    private Drain drainOf(Plugin plugin, boolean hold, @Nullable Runnable takeOver, DrainCause cause) {
        return Drain.ofPlugin(
                plugin,
                hold,
                takeOver,
                cause,
                budget.bound(plugin.policy()),
                config.get().progressInterval(),
                observers,
                deadlocks);
    }

    private void drain(Plugin plugin, DrainCause cause, boolean hold) {
        while (!plugin.beginDraining(cause, hold)) {
            if (plugin.stopDrained(cause) || plugin.isStopped() || !awaitOtherDrain(plugin)) {
                return;
            }
        }
        try {
            drainOf(plugin, hold, null, cause).run();
        } finally {
            plugin.stopped();
        }
    }

    /**
     * The plugin is drained by another thread already: the host lets it go while its bundle stops, or an
     * operation drains it. That drain is bounded by the same policy, and so is the wait for it.
     */
    private static boolean awaitOtherDrain(Plugin plugin) {
        DrainPolicy policy = plugin.policy();
        Duration atMost = policy.onTimeout() == TimeoutAction.WAIT
                ? Duration.ofSeconds(Long.MAX_VALUE)
                : policy.timeout().plus(Drain.GRACE_AFTER_INTERRUPT);
        return plugin.awaitDrain(atMost);
    }
}
