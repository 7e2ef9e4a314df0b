package io.rundown.host.impl.plugin;

import io.rundown.RundownRefFactory;
import io.rundown.host.impl.config.HoldPolicy;
import io.rundown.host.impl.hold.Registrar;
import io.rundown.host.impl.hold.WaitingCalls;
import io.rundown.host.impl.proxy.ProxyClassPool;
import io.rundown.host.impl.proxy.ProxyClasses;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.startlevel.BundleStartLevel;

/**
 * A plugin whose calls are held, over all its revisions: the services that consumers have of it, and the calls that
 * wait for the next revision.
 */
public final class HeldPlugin {

    private static final System.Logger LOG = System.getLogger("io.rundown.host");

    private final long bundleId;
    private final String name;
    private final HoldPolicy policy;
    private final Registrar registrar;
    private final RundownRefFactory refs;
    private final ProxyClassPool pool;
    private final Executor threads;
    private final WaitingCalls calls;
    private final LongAdder refused = new LongAdder();
    private final List<HeldService> services = new CopyOnWriteArrayList<>();
    private volatile @Nullable Thread updater;
    private volatile boolean reloading;

    HeldPlugin(
            Plugin plugin,
            HoldPolicy policy,
            Registrar registrar,
            RundownRefFactory refs,
            ProxyClassPool pool,
            Executor threads) {
        this.bundleId = plugin.bundleId();
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

    /** Calls refused while no revision was there. */
    long refused() {
        return refused.sum();
    }

    Refusals refusals(String service, String reason) {
        return new Refusals(name, service, reason, refused);
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

    /**
     * Whether the calls of the plugin are to be held while its bundle stops: if it goes on afterwards. Frameworks stop a
     * bundle transiently to update or refresh it, and take back the wish that it be started for a real stop.
     */
    public boolean isHeldWhile(Bundle bundle) {
        BundleStartLevel startLevel = bundle.adapt(BundleStartLevel.class);
        return reloading || (startLevel != null && startLevel.isPersistentlyStarted());
    }

    /** Whether an operation reloads it, so that it goes on whatever the framework says. */
    public void setReloading(boolean now) {
        reloading = now;
    }

    /**
     * Waits until all services that consumers have are offered again, or given up.
     *
     * @return the names of those given up
     */
    public List<String> awaitEndOfGap() throws InterruptedException {
        List<HeldService> before = List.copyOf(services);
        calls.await(() -> before.stream().noneMatch(HeldService::isInGap));
        return before.stream()
                .filter(HeldService::isGivenUp)
                .map(HeldService::toString)
                .toList();
    }

    /** The calling thread takes the plugin from one revision to the next. */
    public void updatedByCurrentThread() {
        updater = Thread.currentThread();
    }

    boolean isUpdatedByCurrentThread() {
        return updater == Thread.currentThread();
    }

    /** A service of a revision is registered: it carries on what consumers have, or is new to them. */
    void publish(PluginService service, HeldPublication publication) {
        for (HeldService held : services) {
            if (held.isInGap() && held.isLike(service) && held.claim(service)) {
                publication.isOf(held);
                if (!held.hasClassesOf(service)) {
                    held.giveUp("the new revision's classes are others than those of the revision before");
                    break;
                }
                if (!service.isOfStartingPlugin()) {
                    carryOn(held, service, publication);
                }
                return;
            }
        }
        publishNew(service, publication);
    }

    private void publishNew(PluginService service, HeldPublication publication) {
        HeldService made = new HeldService(this, service, refs, calls, new ProxyClasses(pool));
        publication.isOf(made);
        services.add(made);
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

    private void carryOn(HeldService held, PluginService service, HeldPublication publication) {
        if (!held.carryOn() && held.isGivenUp() && service.isPublishable()) {
            publishNew(service, publication);
        }
    }

    /** The new revision has started: its services carry on. Those that are registered later do so then. */
    void started(List<PluginService> ofRevision) {
        for (PluginService service : ofRevision) {
            if (service.publication() instanceof HeldPublication publication) {
                HeldService held = publication.held();
                if (held != null && held.isInGap()) {
                    carryOn(held, service, publication);
                }
            }
        }
        updater = null;
    }

    /** The old revision has gone. If the new one does not come in time, consumers lose what they have. */
    public void gapBegan() {
        for (HeldService service : services) {
            if (service.isInGap()) {
                int gap = service.gaps();
                CompletableFuture.delayedExecutor(
                                TimeUnit.NANOSECONDS.convert(policy.timeout()), TimeUnit.NANOSECONDS, threads)
                        .execute(() -> gapTimedOut(service, gap));
            }
        }
    }

    private void gapTimedOut(HeldService service, int gap) {
        if (service.isInGap() && service.gaps() == gap) {
            LOG.log(
                    Level.WARNING,
                    "plugin {0}: service {1} is withdrawn, since no new revision offered it within {2}",
                    name,
                    service,
                    policy.timeout());
            service.giveUp("no new revision offered the service within " + policy.timeout());
        }
    }

    /** No revision will carry on what consumers have. */
    public void giveUp(String reason) {
        for (HeldService service : services) {
            if (service.isInGap()) {
                service.giveUp(reason);
            }
        }
        updater = null;
    }

    void forget(HeldService service) {
        services.remove(service);
    }

    /** Bundle id. */
    long bundleId() {
        return bundleId;
    }

    /** The services that consumers have, for diagnosis. */
    List<ServiceReference<?>> originals() {
        return services.stream().<ServiceReference<?>>map(HeldService::original).toList();
    }
}
