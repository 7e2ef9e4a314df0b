package io.rundown.host.impl.drain;

import io.rundown.host.DrainCause;
import io.rundown.host.DrainReport;
import io.rundown.host.TimeoutAction;
import io.rundown.host.impl.bound.Deadline;
import io.rundown.host.impl.bound.ShutdownBudget;
import io.rundown.host.impl.config.DrainPolicy;
import io.rundown.host.impl.config.LiveConfig;
import io.rundown.host.impl.plugin.Arrivals;
import io.rundown.host.impl.plugin.BundleStop;
import io.rundown.host.impl.plugin.HeldPlugin;
import io.rundown.host.impl.plugin.Plugin;
import io.rundown.host.impl.plugin.PluginService;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Starts drains, each at most once, with the time it may take. */
public final class Drains {

    private final LiveConfig config;
    private final ShutdownBudget budget;
    private final boolean unregisteringWaitsForFactories;
    private final Deadlocks deadlocks = new Deadlocks();
    private final DrainHistory history = new DrainHistory();
    private final DrainObservers observers;

    /** When the drains of plugins that go on now give up. Services that are unregistered meanwhile get no time of their own. */
    private final ConcurrentMap<Plugin, Deadline> running = new ConcurrentHashMap<>();

    /**
     * The drains of a host.
     *
     * @param budget the bound of all waits of a shutdown
     * @param listeners who is told, asked for at every event
     * @param unregisteringWaitsForFactories whether the framework lets no service go while its factory makes an object
     */
    public Drains(
            LiveConfig config,
            ShutdownBudget budget,
            Supplier<List<Observer>> listeners,
            boolean unregisteringWaitsForFactories) {
        this.config = config;
        this.budget = budget;
        this.unregisteringWaitsForFactories = unregisteringWaitsForFactories;
        this.observers = new DrainObservers(history, budget, listeners);
    }

    /** The framework is being shut down: from now on everything that the host waits for shares the budget of that. */
    public void frameworkStops() {
        budget.isShutdown();
    }

    /** Drains a plugin whose bundle stops. Returns when it may be torn down. */
    public void bundleStopping(Plugin plugin) {
        boolean shutdown = budget.isShutdown();
        DrainCause cause = shutdown ? DrainCause.FRAMEWORK_STOPPING : DrainCause.BUNDLE_STOPPING;
        BundleStop stop = shutdown ? BundleStop.ofFramework() : BundleStop.of(plugin);
        plugin.stopsBy(stop);
        HeldPlugin held = plugin.held();
        if (held == null) {
            drain(plugin, cause, Arrivals.REJECTED);
            return;
        }
        boolean goesOn = held.isHeldWhile(stop);
        boolean hold = goesOn && plugin.hasStarted();
        held.updatedByCurrentThread();
        drain(plugin, cause, hold ? Arrivals.HELD : Arrivals.REJECTED);
        if (plugin.held() == null) {
            held.notUpdatedByCurrentThread(); // another bundle has taken its place meanwhile
        } else if (goesOn) {
            held.gapBegan(plugin.bundle(), HeldPlugin.STOPPED_TRANSIENTLY);
        } else {
            held.giveUp(stop.reason());
        }
    }

    /** Drains a plugin that the host lets go of because it stops itself. */
    public void hostStopping(Plugin plugin) {
        DrainCause cause = budget.isShutdown() ? DrainCause.FRAMEWORK_STOPPING : DrainCause.HOST_STOPPING;
        drain(plugin, cause, Arrivals.REJECTED);
    }

    /**
     * Drains one service. If its plugin is drained already, nobody is waited for again. If the plugin drains at the moment, that drain
     * gives the time.
     */
    public void serviceUnregistering(Plugin plugin, PluginService service) {
        if (plugin.isDrained() || plugin.isStopped()) {
            service.withdraw();
            service.finish();
            return;
        }
        Deadline ofPlugin = running.get(plugin);
        DrainPolicy policy = ofPlugin == null
                ? plugin.policy()
                : new DrainPolicy(plugin.policy().timeout(), TimeoutAction.PROCEED);
        Deadline deadline = ofPlugin == null ? deadline(policy) : ofPlugin;
        new Drain(
                        DrainSubject.of(plugin, service),
                        Arrivals.REJECTED,
                        null,
                        DrainCause.SERVICE_UNREGISTERING,
                        policy,
                        deadline,
                        setting())
                .run();
    }

    /** The drains that ended, oldest first. */
    public List<DrainReport> history() {
        return history.reports();
    }

    /**
     * Drains a plugin whose bundle stays active. Calls that arrive wait, if the drain may be given up.
     *
     * @param hold whether calls that arrive are held for the next revision, if the plugin's are
     * @return the drain at its end; {@code null} if the plugin does not serve, so that there is nothing to drain
     */
    public @Nullable DrainReport managed(Plugin plugin, boolean hold) {
        HeldPlugin held = hold && plugin.hasStarted() ? plugin.held() : null;
        DrainPolicy policy = plugin.policy();
        Arrivals arrivals = held != null
                ? Arrivals.HELD
                : policy.onTimeout() == TimeoutAction.ABORT ? Arrivals.PARKED : Arrivals.REJECTED;
        if (!plugin.beginDraining(DrainCause.MANAGED, arrivals)) {
            return null;
        }
        if (held != null) {
            held.updatedByCurrentThread();
        }
        Drain drain = drainOf(plugin, arrivals, null, DrainCause.MANAGED, policy);
        try {
            return drain.run();
        } finally {
            running.remove(plugin);
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
        Arrivals arrivals = takeOver == null ? Arrivals.REJECTED : Arrivals.HELD;
        if (!plugin.beginDraining(DrainCause.REPLACED, arrivals)) {
            return null;
        }
        try {
            return drainOf(plugin, arrivals, takeOver, DrainCause.REPLACED, plugin.policy())
                    .run();
        } finally {
            running.remove(plugin);
            plugin.drained();
        }
    }

    private void drain(Plugin plugin, DrainCause cause, Arrivals arrivals) {
        while (!plugin.beginDraining(cause, arrivals)) {
            if (plugin.stopDrained(cause) || plugin.isStopped() || !awaitOtherDrain(plugin)) {
                return;
            }
        }
        try {
            drainOf(plugin, arrivals, null, cause, plugin.policy()).run();
        } finally {
            running.remove(plugin);
            plugin.stopped();
        }
    }

    private Drain drainOf(
            Plugin plugin, Arrivals arrivals, @Nullable Runnable takeOver, DrainCause cause, DrainPolicy policy) {
        Deadline deadline = deadline(policy);
        running.put(plugin, deadline);
        return new Drain(DrainSubject.of(plugin), arrivals, takeOver, cause, policy, deadline, setting());
    }

    private DrainSetting setting() {
        return new DrainSetting(
                config.get().progressInterval(), budget, observers, deadlocks, unregisteringWaitsForFactories);
    }

    private Deadline deadline(DrainPolicy policy) {
        return policy.onTimeout() == TimeoutAction.WAIT ? budget.onlyAtShutdown() : budget.in(policy.timeout());
    }

    /**
     * The plugin is drained by another thread already: the host lets it go while its bundle stops, or an
     * operation drains it. That drain is bounded by the same policy, and so is the wait for it.
     */
    private boolean awaitOtherDrain(Plugin plugin) {
        DrainPolicy policy = plugin.policy();
        return plugin.awaitDrain(
                policy.onTimeout() == TimeoutAction.WAIT
                        ? budget.onlyAtShutdown()
                        : budget.in(policy.timeout().plus(DrainPolicy.GRACE_AFTER_INTERRUPT)));
    }
}
