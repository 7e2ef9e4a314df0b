package io.rundown.host.impl.plugin;

import io.rundown.RundownRefFactory;
import io.rundown.host.impl.config.HoldPolicy;
import io.rundown.host.impl.hold.HoldClock;
import io.rundown.host.impl.hold.WaitingCalls;
import io.rundown.host.impl.log.HostLog;
import io.rundown.host.impl.proxy.ProxyClassPool;
import io.rundown.host.impl.proxy.ProxyClasses;
import io.rundown.host.impl.satellite.Registrar;
import io.rundown.spi.ThreadKey;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/**
 * A plugin whose calls are held, over all its revisions: the services that consumers have of it, and the calls that
 * wait for the next revision.
 */
public final class HeldPlugin {

    /** What has happened when a revision is expected to come back. */
    public static final String STOPPED_TRANSIENTLY = "the bundle was stopped transiently";

    private static final System.Logger LOG = HostLog.get();

    private final String name;
    private final Supplier<HoldPolicy> policy;
    private final Registrar registrar;
    private final RundownRefFactory refs;
    private final ProxyClassPool pool;
    private final Executor threads;
    private final WaitingCalls calls;
    private final HoldClock clock = new HoldClock();
    private final Rejections rejections = new Rejections();
    private final List<HeldService> services = new CopyOnWriteArrayList<>();
    private final Set<ThreadKey> updaters = ConcurrentHashMap.newKeySet();
    private volatile boolean reloading;

    /** Whether an operation finds out whether a revision works, before anything is carried on. */
    private volatile boolean tried;

    HeldPlugin(
            Plugin plugin,
            Supplier<HoldPolicy> policy,
            Registrar registrar,
            RundownRefFactory refs,
            ProxyClassPool pool,
            Executor threads) {
        this.name = plugin.name();
        this.policy = policy;
        this.registrar = registrar;
        this.refs = refs;
        this.pool = pool;
        this.threads = threads;
        this.calls = new WaitingCalls(policy);
    }

    String name() {
        return name;
    }

    /** The calls that wait. */
    public WaitingCalls calls() {
        return calls;
    }

    /** How long they wait. */
    HoldClock clock() {
        return clock;
    }

    /** Returns how long a call that arrived at that moment is still held, in nanoseconds; 0 or less if no longer. */
    long remainingNanos(long arrivalNanos) {
        return clock.remainingNanos(arrivalNanos, policy.get());
    }

    /** Returns why a call is not held any longer. */
    String whyTooLong() {
        return "the call was held until " + policy.get().timeout()
                + " after the old revision was drained, and nothing took it over in that time";
    }

    /** The calls that were rejected while no revision was there. */
    Rejections rejections() {
        return rejections;
    }

    Refusals refusals(String service, String reason) {
        return new Refusals(name, service, reason, rejections);
    }

    /** The service whose proxy it is, by what it is registered for. */
    @Nullable
    HeldService byOriginal(long serviceId) {
        for (HeldService service : services) {
            if (service.isKnownBy(serviceId)) {
                return service;
            }
        }
        return null;
    }

    /** Returns whether the calls of the plugin are held while its bundle stops: if the bundle goes on afterwards. */
    public boolean isHeldWhile(BundleStop stop) {
        return switch (stop.kind()) {
            case TRANSIENT -> true;
            case REAL -> reloading;
            case START_LEVEL, FRAMEWORK -> false;
        };
    }

    /** Whether an operation reloads it, so that it goes on whatever the framework says. */
    public void setReloading(boolean now) {
        reloading = now;
    }

    /**
     * From now on the services of a revision that starts wait for the decision of an operation: they are assigned to what consumers have,
     * and nothing is carried on or given up.
     */
    public void beginTrial() {
        tried = true;
    }

    /**
     * The operation has decided: the services that wait for that carry on.
     *
     * @param bundle the bundle that may still offer others
     */
    public void endTrial(Bundle bundle) {
        if (!tried) {
            return;
        }
        tried = false;
        updatedByCurrentThread(); // it would wait for itself, if consumers that it tells call on it
        try {
            for (HeldService held : services) {
                PluginService claimant = held.claimant();
                if (claimant != null
                        && !claimant.isOfStartingPlugin()
                        && claimant.publication() instanceof HeldPublication publication) {
                    carryOn(held, claimant, publication);
                }
            }
        } finally {
            notUpdatedByCurrentThread();
        }
        gapBegan(bundle, STOPPED_TRANSIENTLY);
    }

    /** Looks at the services that consumers have now, to tell afterwards what became of them. */
    public Watch watch() {
        return new Watch(List.copyOf(services));
    }

    /** Services that consumers have when an operation begins. */
    public final class Watch implements Demand {

        private final List<HeldService> before;

        Watch(List<HeldService> before) {
            this.before = before;
        }

        /**
         * Waits until all of them are offered again, or given up. An interrupt is kept for later.
         *
         * @return the names of those given up
         */
        public List<String> awaitEndOfGap() {
            calls.awaitUninterrupted(() -> before.stream().noneMatch(HeldService::isInGap));
            return before.stream()
                    .filter(HeldService::isGivenUp)
                    .map(HeldService::toString)
                    .toList();
        }

        /** Returns what does not work of the revision that carries them. */
        public List<String> broken() {
            return before.stream()
                    .map(HeldService::whyBroken)
                    .filter(Objects::nonNull)
                    .toList();
        }

        @Override
        public List<String> missing() {
            return before.stream()
                    .filter(held -> held.isInGap() && held.claimant() == null && held.isHeldBySomebody())
                    .map(HeldService::names)
                    .toList();
        }

        @Override
        public List<Want> wants() {
            List<Want> wants = new ArrayList<>();
            for (HeldService held : services) {
                PluginService claimant = held.claimant();
                if (claimant != null) {
                    held.waiting()
                            .forEach(instance -> wants.add(new Want(claimant, instance.consumer(), instance.target())));
                }
            }
            return wants;
        }
    }

    /** The calling thread takes the plugin from one revision to the next. */
    public void updatedByCurrentThread() {
        updaters.add(ThreadKey.ofCurrent());
    }

    /** The calling thread does so no longer. */
    public void notUpdatedByCurrentThread() {
        updaters.remove(ThreadKey.ofCurrent());
    }

    boolean isUpdatedByCurrentThread() {
        return updaters.contains(ThreadKey.ofCurrent());
    }

    /** A service of a revision is registered: it carries on what consumers have, or is new to them. */
    void publish(PluginService service, HeldPublication publication) {
        Standby standby = service.standby();
        if (standby != null && standby.add(service, publication)) {
            return;
        }
        boolean begun = updaters.add(ThreadKey.ofCurrent()); // it would wait for itself, if consumers call on it
        try {
            HeldService held = claim(service);
            if (held == null) {
                publishNew(service, publication);
                return;
            }
            publication.isOf(held);
            if (!held.hasClassesOf(service)) {
                held.giveUp("the new revision's classes are others than those of the revision before");
                publishNew(service, publication);
            } else if (!service.isOfStartingPlugin() && !tried) {
                carryOn(held, service, publication);
            }
        } finally {
            if (begun) {
                updaters.remove(ThreadKey.ofCurrent());
            }
        }
    }

    private @Nullable HeldService claim(PluginService service) {
        List<HeldService> alike = services.stream()
                .filter(held -> held.isInGap() && held.isLike(service))
                .toList();
        for (HeldService held : alike) {
            if (ServiceIdentity.haveSameProperties(held.original(), service.original()) && held.claim(service)) {
                return held;
            }
        }
        return alike.stream().filter(held -> held.claim(service)).findFirst().orElse(null);
    }

    private void publishNew(PluginService service, HeldPublication publication) {
        HeldService made = new HeldService(this, service, refs, calls, new ProxyClasses(pool));
        services.add(made);
        publication.isOf(made);
        try {
            made.publish(registrar.context());
        } catch (BundleException | IllegalStateException e) {
            services.remove(made);
            LOG.log(
                    Level.WARNING,
                    "plugin {0}: service {1} is not visible: the bundle that proxies of held services are registered by"
                            + " cannot be started: {2}",
                    name,
                    service.names(),
                    e);
        }
    }

    /**
     * Another bundle takes the place of the revision that carries the services, whose gates are closed: calls that arrived
     * meanwhile, and all later ones, go to it. What it does not offer is given up when its time has passed.
     */
    void takeOver(Standby standby, Plugin next) {
        Map<PluginService, HeldPublication> offered = standby.end();
        updatedByCurrentThread(); // it would wait for itself, if consumers that it tells call on it
        try {
            Map<HeldService, PluginService> claimed = Standby.successors(services, offered.keySet());
            for (HeldService held : services) {
                PluginService present = held.carrier();
                if (present != null) {
                    present.handOverAtOnce(held, next);
                }
                PluginService successor = claimed.get(held);
                HeldPublication publication = successor == null ? null : offered.get(successor);
                if (successor == null || publication == null || !held.claim(successor)) {
                    claimed.remove(held);
                } else {
                    publication.isOf(held);
                }
            }
            // all are claimed by now: whoever is told of one may call on another
            claimed.forEach((held, successor) -> {
                HeldPublication publication = offered.remove(successor);
                if (publication != null) {
                    carryOn(held, successor, publication);
                }
            });
            offered.forEach((service, publication) -> {
                if (service.isPublishable()) {
                    publishNew(service, publication);
                }
                if (service.isWithdrawn()) {
                    service.withdraw(); // meanwhile, when there was nothing to take out yet
                }
            });
        } finally {
            notUpdatedByCurrentThread();
        }
        gapBegan(next.bundle(), "another bundle took the plugin's place");
    }

    /** The services that consumers have. */
    List<HeldService> services() {
        return List.copyOf(services);
    }

    private void carryOn(HeldService held, PluginService service, HeldPublication publication) {
        held.carryOn(service);
        if (held.isGivenUp() && service.isPublishable()) {
            publishNew(service, publication);
        }
    }

    /** The new revision has started: its services carry on. Those that are registered later do so then. */
    void started(List<PluginService> ofRevision) {
        updatedByCurrentThread();
        try {
            for (PluginService service : ofRevision) {
                if (service.publication() instanceof HeldPublication publication) {
                    HeldService held = publication.held();
                    if (held != null && held.isInGap() && !tried) {
                        carryOn(held, service, publication);
                    }
                }
            }
        } finally {
            updaters.clear();
        }
    }

    /**
     * The old revision has gone. If the new one does not come in time, consumers lose what they have.
     *
     * @param bundle the bundle that the new revision is expected of
     * @param event what has happened to the old one
     */
    public void gapBegan(Bundle bundle, String event) {
        Duration timeout = policy.get().timeout();
        clock.restart();
        calls.changed();
        for (HeldService service : services) {
            if (service.isInGap()) {
                int gap = service.gaps();
                CompletableFuture.delayedExecutor(TimeUnit.NANOSECONDS.convert(timeout), TimeUnit.NANOSECONDS, threads)
                        .execute(() -> gapTimedOut(service, gap, whyNotOffered(bundle, event, timeout)));
            }
        }
    }

    private static String whyNotOffered(Bundle bundle, String event, Duration timeout) {
        boolean started = (bundle.getState() & (Bundle.STARTING | Bundle.ACTIVE)) != 0;
        return started
                ? event + ", and revision " + bundle.getVersion() + " of bundle " + bundle.getBundleId()
                        + " has not offered the service within " + timeout
                : event + ", and was not started again within " + timeout;
    }

    private void gapTimedOut(HeldService service, int gap, String reason) {
        if (!tried && service.giveUpGap(gap, reason)) {
            LOG.log(Level.WARNING, "plugin {0}: service {1} has been withdrawn: {2}", name, service, reason);
        }
    }

    /** No revision will carry on what waits for one. */
    void giveUpGaps(String reason) {
        services.stream().filter(HeldService::isInGap).forEach(service -> service.giveUp(reason));
        updaters.clear();
    }

    /** The bundle has really stopped: consumers lose whatever they have of it. */
    public void giveUp(String reason) {
        services.forEach(service -> service.giveUp(reason));
        updaters.clear();
    }

    /** Somebody has stopped the bundle that the proxies are registered by. */
    void registrarStops() {
        if (!services.isEmpty()) {
            LOG.log(
                    Level.WARNING,
                    "plugin {0}: its services are withdrawn until it restarts, because the bundle that their proxies are"
                            + " registered by stops; leave that to the plugin host",
                    name);
            services.forEach(service -> service.giveUp("the bundle that its proxy is registered by has stopped"));
        }
    }

    void forget(HeldService service) {
        services.remove(service);
    }
}
