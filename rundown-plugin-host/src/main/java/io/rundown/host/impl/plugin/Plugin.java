package io.rundown.host.impl.plugin;

import io.rundown.CallGate;
import io.rundown.RundownGuard;
import io.rundown.RundownRef;
import io.rundown.RundownRefFactory;
import io.rundown.host.impl.config.DrainPolicy;
import io.rundown.host.impl.proxy.ProxyClassPool;
import io.rundown.host.impl.proxy.ProxyClasses;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;

/**
 * A plugin from one start of its bundle to the next stop. It begins serving, is drained once, and is
 * replaced by another when the bundle starts again.
 */
public final class Plugin {

    private enum Phase {
        SERVING,
        DRAINING,
        STOPPED
    }

    private final Bundle bundle;
    private final String name;
    private final String version;
    private final DrainPolicy policy;
    private final CallGate ownGate;
    private final PluginRundownRef ref;
    private final ProxyClasses proxyClasses;
    private final ConcurrentMap<ServiceReference<?>, PluginService> guarded = new ConcurrentHashMap<>();
    private final ConcurrentMap<ServiceReference<?>, String> unguarded = new ConcurrentHashMap<>();
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.SERVING);
    private final CompletableFuture<@Nullable Void> stopped = new CompletableFuture<>();
    private final LongAdder rejected = new LongAdder();
    private volatile @Nullable Thread drainer;
    private volatile boolean letGo;

    Plugin(Bundle bundle, DrainPolicy policy, RundownRefFactory refs, ProxyClassPool pool) {
        String symbolicName = bundle.getSymbolicName();
        this.bundle = bundle;
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

    /** Bundle id. */
    public long bundleId() {
        return bundle.getBundleId();
    }

    /** Symbolic name. */
    public String name() {
        return name;
    }

    /** Version of the bundle when it started. */
    public String version() {
        return version;
    }

    /** How it is drained. */
    public DrainPolicy policy() {
        return policy;
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

    boolean isServing() {
        return phase.get() == Phase.SERVING;
    }

    /** Why a call is refused, if not for a reason of the service alone. */
    String whyUnavailable() {
        return letGo
                ? "the plugin host is stopping or has stopped; look the service up again"
                : "bundle " + bundleId() + " is stopping or has stopped; if it was started again, look the service up"
                        + " again";
    }

    boolean isDraining() {
        return phase.get() == Phase.DRAINING;
    }

    /**
     * Goes from serving to draining. Services that are registered from now on are not published.
     *
     * @param hostStops whether that is because the host stops, not the bundle
     * @return whether this call did it
     */
    public boolean beginDraining(boolean hostStops) {
        boolean begun = phase.compareAndSet(Phase.SERVING, Phase.DRAINING);
        if (begun) {
            drainer = Thread.currentThread();
            letGo = hostStops;
        }
        return begun;
    }

    /** The drain is over: nested calls are refused as well. */
    public void stopped() {
        phase.set(Phase.STOPPED);
        drainer = null;
        stopped.complete(null);
    }

    /**
     * Waits until the drain is over, which another thread runs. Does not wait for itself: not on the
     * thread that drains, nor inside a call that the drain waits for. An interrupt is kept for later.
     */
    public void awaitStopped(Duration atMost) {
        if (drainer != Thread.currentThread() && !isHeldByCurrentThread()) {
            stopped.copy()
                    .completeOnTimeout(null, TimeUnit.NANOSECONDS.convert(atMost), TimeUnit.NANOSECONDS)
                    .join();
        }
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

    void add(PluginService service) {
        unguarded.remove(service.original());
        guarded.put(service.original(), service);
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

    /** Forgets a service that has gone. */
    public void forget(ServiceReference<?> service) {
        unguarded.remove(service);
        guarded.remove(service);
    }

    /** All gates of the plugin: its own, and those of its services. */
    public List<CallGate> gates() {
        List<CallGate> gates = new ArrayList<>();
        gates.add(ownGate);
        guarded.values().forEach(service -> gates.addAll(service.gates()));
        return gates;
    }

    /** Whether the calling thread is inside the plugin, by a call or a guard. */
    boolean isHeldByCurrentThread() {
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

    void countRejected() {
        rejected.increment();
    }

    /** Calls refused since the bundle started. */
    public long rejected() {
        return rejected.sum();
    }
}
