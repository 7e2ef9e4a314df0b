package io.rundown.host.impl.plugin;

import io.rundown.CallGate;
import io.rundown.RundownGuard;
import io.rundown.RundownRef;
import io.rundown.RundownRefFactory;
import io.rundown.RundownState;
import io.rundown.host.DrainCause;
import io.rundown.host.impl.config.DrainPolicy;
import io.rundown.host.impl.proxy.ProxyClassPool;
import io.rundown.host.impl.proxy.ProxyClasses;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;

/**
 * A plugin from one start of its bundle to the next stop. It begins serving; operations may drain it and
 * let it serve again; it is stopped once, and is replaced by another when the bundle starts again.
 */
public final class Plugin {

    private enum Phase {
        SERVING,
        DRAINING,
        /** Draining, and calls that arrive are held. */
        HOLDING,
        DRAINED,
        STOPPED
    }

    private final Bundle bundle;
    private final long bundleId;
    private final String name;
    private final String version;
    private final Supplier<DrainPolicy> policy;
    private final CallGate ownGate;
    private final PluginRundownRef ref;
    private final ProxyClasses proxyClasses;
    private final ConcurrentMap<ServiceReference<?>, PluginService> guarded = new ConcurrentHashMap<>();
    private final ConcurrentMap<ServiceReference<?>, String> unguarded = new ConcurrentHashMap<>();

    /** Spares its registration to look for it among the guarded, who may be thousands. */
    private volatile @Nullable ServiceReference<?> latestProxy;

    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.SERVING);
    private final LongAdder rejected = new LongAdder();
    private final Set<CallGate> left = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Thread drainer;
    private volatile DrainCause drainCause = DrainCause.BUNDLE_STOPPING;
    private volatile long drainBegan;
    private volatile boolean started;
    private volatile @Nullable HeldPlugin held;
    private volatile @Nullable Standby standby;
    private volatile boolean replaced;
    private volatile CompletableFuture<@Nullable Void> drainEnd = new CompletableFuture<>();

    Plugin(Bundle bundle, Supplier<DrainPolicy> policy, RundownRefFactory refs, ProxyClassPool pool) {
        String symbolicName = bundle.getSymbolicName();
        this.bundle = bundle;
        this.bundleId = bundle.getBundleId();
        this.name = symbolicName == null ? "bundle " + bundle.getBundleId() : symbolicName;
        this.version = bundle.getVersion().toString();
        this.policy = policy;
        this.ownGate = refs.createGate(name);
        this.proxyClasses = new ProxyClasses(pool);
        this.ref = new PluginRundownRef(this);
    }

    /** The plugin's bundle. */
    public Bundle bundle() {
        return bundle;
    }

    /** What is held of it; {@code null} if its calls are not held. */
    public @Nullable HeldPlugin held() {
        return replaced ? null : heldEver();
    }

    /** What is held of it, or was until another bundle took its place. */
    private @Nullable HeldPlugin heldEver() {
        Standby waiting = standby;
        return waiting != null && waiting.hasTakenOver() ? waiting.plugin() : held;
    }

    /** Another bundle has what is held of it. */
    void replaced() {
        replaced = true;
    }

    /** Its services wait to take another plugin's place. Before they are decided about. */
    void standBy(Standby waiting) {
        standby = waiting;
    }

    /** Where its services wait, or did; {@code null} if they do not. */
    @Nullable
    Standby standby() {
        return standby;
    }

    /** The one that its services are, or will be, published through; {@code null} if its calls are not held. */
    @Nullable
    HeldPlugin publisher() {
        Standby waiting = standby;
        return waiting == null ? held : waiting.plugin();
    }

    /** Its calls are held. Before its services are decided about. */
    void holdBy(@Nullable HeldPlugin all) {
        held = all;
    }

    /** The calling thread starts its bundle. */
    void starting() {
        HeldPlugin all = held();
        if (all != null) {
            all.updatedByCurrentThread();
        }
    }

    /** Its bundle has started. */
    public void started() {
        started = true;
        HeldPlugin all = held();
        if (all != null) {
            all.started(guardedServices());
        }
    }

    /** Whether its bundle has started, so that consumers may have something of it. */
    public boolean hasStarted() {
        return started;
    }

    /** Whether its drain holds the calls that arrive for the next revision. */
    boolean isHolding() {
        return phase.get() == Phase.HOLDING;
    }

    /** The name of a gate of a service that is registered under these interfaces. */
    String gateName(List<Class<?>> interfaces) {
        if (interfaces.size() == 1) {
            return name + "/" + interfaces.get(0).getName();
        }
        return interfaces.stream().map(Class::getName).collect(Collectors.joining(",", name + "/", ""));
    }

    /** Bundle id. */
    public long bundleId() {
        return bundleId;
    }

    /** Symbolic name. */
    public String name() {
        return name;
    }

    /** Version of the bundle when it started. */
    public String version() {
        return version;
    }

    /** How it is drained if that begins now. */
    public DrainPolicy policy() {
        return policy.get();
    }

    /** The ref that is handed to the plugin. */
    public RundownRef ref() {
        return ref;
    }

    /** The gate of the guards that the plugin takes for itself. */
    public CallGate ownGate() {
        return ownGate;
    }

    ProxyClasses proxyClasses() {
        return proxyClasses;
    }

    /** Whether calls are let in. */
    public boolean isServing() {
        return phase.get() == Phase.SERVING;
    }

    /** Why a call is refused, if not for a reason of the service alone. */
    String whyUnavailable() {
        return switch (drainCause) {
            case HOST_STOPPING -> "the plugin host is stopping or has stopped; look the service up again";
            case REPLACED -> "another bundle has taken the plugin's place; look the service up again";
            case MANAGED ->
                "the plugin is or was drained through the plugin host; when it is resumed, look the service"
                        + " up again";
            default ->
                "bundle " + bundleId() + " is stopping or has stopped; if it was started again, look the service"
                        + " up again";
        };
    }

    boolean isDraining() {
        Phase present = phase.get();
        return present == Phase.DRAINING || present == Phase.HOLDING;
    }

    /** How long it has been draining, in milliseconds; -1 if it does not. */
    public long drainingMillis() {
        return isDraining() && drainer != null ? TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - drainBegan) : -1;
    }

    /** Whether an operation has drained it. */
    public boolean isDrained() {
        return phase.get() == Phase.DRAINED;
    }

    /** Whether it has ended. */
    public boolean isStopped() {
        return phase.get() == Phase.STOPPED;
    }

    /**
     * Goes from serving to draining. Services that are registered from now on are not published.
     *
     * @return whether this call did it
     */
    public boolean beginDraining(DrainCause cause) {
        return beginDraining(cause, false);
    }

    /**
     * As {@link #beginDraining(DrainCause)}.
     *
     * @param hold whether calls that arrive are held for the next revision
     */
    public boolean beginDraining(DrainCause cause, boolean hold) {
        boolean begun = phase.compareAndSet(Phase.SERVING, hold ? Phase.HOLDING : Phase.DRAINING);
        if (begun) {
            drainEnd = new CompletableFuture<>();
            drainBegan = System.nanoTime();
            drainCause = cause;
            drainer = Thread.currentThread();
        }
        return begun;
    }

    /** The drain is over and the bundle stops: nested calls are refused as well. */
    public void stopped() {
        endDrain(Phase.STOPPED);
    }

    /** The drain is over and the bundle stays active. What was withdrawn is forgotten; a resumption replaces it. */
    public void drained() {
        guarded.values().removeIf(PluginService::isWithdrawn);
        endDrain(Phase.DRAINED);
    }

    /** The drain was given up, and everything it closed is open again. */
    public void drainGivenUp() {
        endDrain(Phase.SERVING);
    }

    private void endDrain(Phase next) {
        // before the phase: as of that another drain may begin
        CompletableFuture<@Nullable Void> ended = drainEnd;
        drainer = null;
        if (!phase.compareAndSet(Phase.DRAINING, next)) {
            phase.compareAndSet(Phase.HOLDING, next);
        }
        ended.complete(null);
    }

    /**
     * The bundle stops, or the host lets go, after an operation has drained the plugin.
     *
     * @return whether it was drained
     */
    public boolean stopDrained(DrainCause cause) {
        boolean ended = phase.compareAndSet(Phase.DRAINED, Phase.STOPPED);
        if (ended) {
            drainCause = cause;
        }
        return ended;
    }

    /**
     * Goes from drained to serving. Its services are to be published after this.
     *
     * @return whether this call did it
     */
    public boolean resume() {
        if (!isDrained()) {
            return false;
        }
        reopen(ownGate);
        boolean resumed = phase.compareAndSet(Phase.DRAINED, Phase.SERVING);
        if (!resumed) {
            ownGate.beginRundown(); // the bundle stops
        }
        return resumed;
    }

    /** Lets calls in again, whether the run-down of the gate goes on or has ended. */
    public static void reopen(CallGate gate) {
        if (!gate.cancelRundown() && gate.state() == RundownState.RUN_DOWN) {
            gate.reinitialize();
        }
    }

    /**
     * Waits until the drain is over, which another thread runs. Does not wait for itself: not on the
     * thread that drains, nor inside a call that the drain waits for. An interrupt is kept for later.
     *
     * @return whether it is over
     */
    public boolean awaitDrain(Duration atMost) {
        return drainer != Thread.currentThread()
                && !isHeldByCurrentThread()
                && drainEnd.thenApply(done -> true)
                        .completeOnTimeout(false, TimeUnit.NANOSECONDS.convert(atMost), TimeUnit.NANOSECONDS)
                        .join();
    }

    /** The services that consumers see through proxies. */
    public List<PluginService> guardedServices() {
        return List.copyOf(guarded.values());
    }

    /** The services that have no proxy, with the reason. */
    public Map<ServiceReference<?>, String> unguardedServices() {
        return Map.copyOf(unguarded);
    }

    /** The references of the guarded services. */
    public List<ServiceReference<?>> guardedReferences() {
        return List.copyOf(guarded.keySet());
    }

    /** Adds a service, unless another thread was faster. */
    void add(PluginService service) {
        unguarded.remove(service.original());
        guarded.putIfAbsent(service.original(), service);
    }

    void addUnguarded(ServiceReference<?> service, String reason) {
        unguarded.put(service, reason);
    }

    boolean isUnguarded(ServiceReference<?> service) {
        return unguarded.containsKey(service);
    }

    @Nullable
    PluginService guarded(ServiceReference<?> service) {
        return guarded.get(service);
    }

    /** A service is the host's proxy for one of the guarded. */
    void noteProxy(ServiceReference<?> service) {
        latestProxy = service;
    }

    /** Whether a service is the last proxy that was noted. */
    boolean isLatestProxy(ServiceReference<?> service) {
        return service == latestProxy;
    }

    /** Forgets a service that has gone. */
    public void forget(ServiceReference<?> service) {
        if (service == latestProxy) {
            latestProxy = null;
        }
        unguarded.remove(service);
        guarded.remove(service);
    }

    /** All gates of the plugin: its own, and those of its services. */
    public List<CallGate> gates() {
        List<CallGate> gates = new ArrayList<>();
        gates.add(ownGate);
        gates.addAll(left);
        guarded.values().forEach(service -> gates.addAll(service.gates()));
        return gates;
    }

    /** Whether the calling thread is inside the plugin, by a call or a guard. */
    public boolean isHeldByCurrentThread() {
        return gates().stream().anyMatch(CallGate::isHeldByCurrentThread);
    }

    /**
     * A guard of what the calling thread is inside of.
     *
     * @throws IllegalStateException if the thread is not inside the plugin
     */
    RundownGuard keep() {
        return gates().stream()
                .filter(CallGate::isHeldByCurrentThread)
                .findFirst()
                .orElse(ownGate)
                .keep();
    }

    /** How calls of a service are refused. */
    Refusals refusals(String service, String reason) {
        return new Refusals(name, service, reason, rejected);
    }

    /**
     * Closes the gate of a service object that has gone. If somebody is still inside, it is one of the plugin's
     * gates until that one has left: a later drain of the plugin has to wait for it.
     */
    void leave(CallGate gate) {
        gate.beginRundown();
        left.add(gate);
        gate.whenRundown().whenComplete((done, cancelled) -> left.remove(gate));
    }

    /** The gates of services that have gone, but not everybody who was inside. */
    public List<CallGate> gatesOfGoneServices() {
        return List.copyOf(left);
    }

    /** Calls that were held, over all revisions. */
    public long heldCalls() {
        HeldPlugin all = heldEver();
        return all == null ? 0 : all.calls().held();
    }

    /** Calls refused since the bundle started; those between two revisions count for the next ones. */
    public long rejected() {
        HeldPlugin all = heldEver();
        return rejected.sum() + (all == null ? 0 : all.refused());
    }
}
