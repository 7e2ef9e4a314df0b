package io.rundown.host.impl.plugin;

import io.rundown.CallGate;
import io.rundown.CallToken;
import io.rundown.RundownGuard;
import io.rundown.RundownRef;
import io.rundown.RundownRefFactory;
import io.rundown.RundownState;
import io.rundown.host.DrainCause;
import io.rundown.host.impl.bound.Deadline;
import io.rundown.host.impl.config.DrainPolicy;
import io.rundown.host.impl.config.HoldPolicy;
import io.rundown.host.impl.hold.WaitingCalls;
import io.rundown.host.impl.proxy.ProxyClassPool;
import io.rundown.host.impl.proxy.ProxyClasses;
import io.rundown.host.impl.thread.KeptInterrupts;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
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
        /** Draining, and calls that arrive are rejected. */
        REJECTING,
        /** Draining, and calls that arrive wait until it is known whether the drain is given up. */
        PARKING,
        /** Draining, and calls that arrive are held for the next revision. */
        HOLDING,
        DRAINED,
        STOPPED;

        static Phase of(Arrivals arrivals) {
            return switch (arrivals) {
                case REJECTED -> REJECTING;
                case PARKED -> PARKING;
                case HELD -> HOLDING;
            };
        }

        /** Those of a drain that goes on. */
        static final Set<Phase> DRAINS = EnumSet.of(REJECTING, PARKING, HOLDING);
    }

    private final Bundle bundle;
    private final long bundleId;
    private final String name;
    private final String version;
    private final Supplier<DrainPolicy> policy;
    private final RundownRefFactory refs;
    private final CallGate ownGate;
    private final PluginRundownRef ref;
    private final ProxyClasses proxyClasses;
    private final ConcurrentMap<ServiceReference<?>, PluginService> guarded = new ConcurrentHashMap<>();
    private final ConcurrentMap<ServiceReference<?>, String> unguarded = new ConcurrentHashMap<>();

    /** Spares its registration to look for it among the guarded, who may be thousands. */
    private volatile @Nullable ServiceReference<?> latestProxy;

    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(400);

    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.SERVING);
    private final Rejections rejections = new Rejections();
    private final Set<CallGate> left = ConcurrentHashMap.newKeySet();
    private final AbandonedCalls abandoned = new AbandonedCalls();
    private final LastCalls lastCalls = new LastCalls();
    private final WithdrawingThreads withdrawing = new WithdrawingThreads();
    private final WaitingCalls ownCalls;

    /** By this gate enter parked calls that a call inside waits for. Each drain has its own. */
    private volatile @Nullable CallGate nestedGate;

    private volatile @Nullable Thread drainer;
    private volatile DrainCause drainCause = DrainCause.BUNDLE_STOPPING;
    private volatile long drainBegan;
    private volatile boolean started;
    private volatile @Nullable BundleStop stop;
    private volatile @Nullable HeldPlugin held;
    private volatile @Nullable Standby standby;
    private volatile boolean replaced;
    private volatile CompletableFuture<@Nullable Void> drainEnd = new CompletableFuture<>();

    Plugin(
            Bundle bundle,
            Supplier<DrainPolicy> policy,
            Supplier<HoldPolicy> hold,
            RundownRefFactory refs,
            ProxyClassPool pool) {
        String symbolicName = bundle.getSymbolicName();
        this.bundle = bundle;
        this.bundleId = bundle.getBundleId();
        this.name = symbolicName == null ? "bundle " + bundle.getBundleId() : symbolicName;
        this.version = bundle.getVersion().toString();
        this.policy = policy;
        this.refs = refs;
        this.ownCalls = new WaitingCalls(hold);
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

    /** Its bundle stops. Before the drain, which tells callers of it. */
    public void stopsBy(BundleStop how) {
        stop = how;
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
        BundleStop how = stop;
        if (how != null && how.kind() == BundleStop.Kind.START_LEVEL) {
            return how.reason();
        }
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

    /** Whether a drain goes on. */
    boolean isDraining() {
        return Phase.DRAINS.contains(phase.get());
    }

    /** Whether a drain goes on that may be given up, so that calls wait for that. */
    boolean isParking() {
        return phase.get() == Phase.PARKING;
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
     * @param arrivals what becomes of calls that arrive
     * @return whether this call did it
     */
    public boolean beginDraining(DrainCause cause, Arrivals arrivals) {
        boolean begun = phase.compareAndSet(Phase.SERVING, Phase.of(arrivals));
        if (begun) {
            drainEnd = new CompletableFuture<>();
            drainBegan = System.nanoTime();
            drainCause = cause;
            drainer = Thread.currentThread();
            HeldPlugin all = held();
            if (all != null && arrivals != Arrivals.REJECTED) {
                all.clock().drainBegins(policy().longest());
            }
        }
        return begun;
    }

    /**
     * The drain will not be given up any more: calls that wait for that are rejected. Waits until they have been, so that reports count
     * them as rejected.
     */
    public void rejectParked(Deadline deadline) {
        if (phase.compareAndSet(Phase.PARKING, Phase.REJECTING)) {
            WaitingCalls parked = waitingCalls();
            parked.changed();
            parked.awaitUninterrupted(() -> parked.waiting() == 0, deadline::remainingNanos);
        }
    }

    /** The drain is over and the bundle stops: nested calls are rejected as well. */
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
        Phase present = phase.get();
        if (Phase.DRAINS.contains(present) && !phase.compareAndSet(present, next)) {
            endDrain(next); // calls that were parked are rejected as of this moment
            return;
        }
        HeldPlugin all = held();
        if (all != null) {
            all.clock().restart();
        }
        waitingCalls().changed();
        ended.complete(null);
    }

    /** The bundle has stopped, and the framework has released its service objects: the host keeps none. */
    public void bundleStopped() {
        lastCalls.bundleStopped();
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
        abandoned.forget(ownGate);
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
    public boolean awaitDrain(Deadline deadline) {
        if (drainer == Thread.currentThread() || isHeldByCurrentThread()) {
            return false;
        }
        CompletableFuture<@Nullable Void> end = drainEnd;
        while (!end.isDone() && !deadline.isOver()) {
            try {
                long nanos =
                        Math.min(deadline.remainingNanos(), LOOK_NANOS); // a shutdown may bring the deadline nearer
                end.get(nanos, TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                KeptInterrupts.keep();
            } catch (TimeoutException e) {
                continue;
            } catch (ExecutionException e) {
                throw new AssertionError("drains end normally", e);
            }
        }
        return end.isDone();
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
        CallGate nested = nestedGate;
        if (nested != null) {
            gates.add(nested);
        }
        gates.addAll(left);
        guarded.values().forEach(service -> gates.addAll(service.gates()));
        return gates;
    }

    /** A new gate for parked calls that calls inside wait for. It replaces that of the drain before. */
    public CallGate openNestedGate() {
        CallGate before = nestedGate;
        if (before != null) {
            leave(before);
        }
        CallGate made = refs.createGate(name);
        nestedGate = made;
        return made;
    }

    /** Enters as a part of a call that is inside; {@code null} if no drain waits for that. */
    @Nullable
    CallToken tryEnterAsNested() {
        CallGate nested = nestedGate;
        return nested != null && isDraining() ? nested.enter() : null;
    }

    /** The calls that wait: for the next revision, or for a drain to be given up. */
    public WaitingCalls waitingCalls() {
        HeldPlugin all = heldEver();
        return all == null ? ownCalls : all.calls();
    }

    /** The calls that drains have given up on. */
    public AbandonedCalls abandonedCalls() {
        return abandoned;
    }

    /** What is released when the last call on it has returned. */
    LastCalls lastCalls() {
        return lastCalls;
    }

    /** The threads that tell consumers at the moment that services go. */
    WithdrawingThreads withdrawingThreads() {
        return withdrawing;
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
        return new Refusals(name, service, reason, rejections);
    }

    /**
     * Closes the gate of a service object that has gone. If somebody is still inside, it is one of the plugin's
     * gates until that one has left: a later drain of the plugin has to wait for it.
     */
    void leave(CallGate gate) {
        gate.beginRundown();
        if (gate.state() == RundownState.RUN_DOWN) {
            return;
        }
        left.add(gate);
        gate.whenRundown().whenComplete((done, cancelled) -> left.remove(gate));
    }

    /** The gates of services that have gone, but not everybody who was inside. */
    public List<CallGate> gatesOfGoneServices() {
        return List.copyOf(left);
    }

    /** Calls that were or are held or parked, over all revisions, without those that were rejected in the end. */
    public long heldCalls() {
        return waitingCalls().held();
    }

    /** Calls rejected since the bundle started; those between two revisions count for the next ones. */
    public long rejected() {
        HeldPlugin all = heldEver();
        return rejections.all() + (all == null ? 0 : all.rejections().all());
    }

    /** As {@link #rejected()}, without the calls of proxies whose service object had gone before. */
    public long rejectedWhilePresent() {
        HeldPlugin all = heldEver();
        return rejections.ofPresent() + (all == null ? 0 : all.rejections().ofPresent());
    }
}
