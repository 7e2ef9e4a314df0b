package io.rundown.host.impl.plugin;

import io.rundown.RundownRefFactory;
import io.rundown.host.HostProperties;
import io.rundown.host.impl.config.LiveConfig;
import io.rundown.host.impl.log.HostLog;
import io.rundown.host.impl.proxy.ProxyClassPool;
import io.rundown.host.impl.satellite.Registrar;
import io.rundown.host.impl.thread.HostThreads;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.ServiceReference;

/** The plugins whose calls are held, by bundle id, from their first revision until their bundle is uninstalled. */
public final class HeldPlugins {

    private static final System.Logger LOG = HostLog.get();

    private final Registrar registrar;
    private final RundownRefFactory refs;
    private final LiveConfig config;
    private final ConcurrentMap<Long, HeldPlugin> plugins = new ConcurrentHashMap<>();
    private final ConcurrentMap<Long, Standby> standbys = new ConcurrentHashMap<>();
    private final ExecutorService threads = HostThreads.named("rundown hold");

    private volatile boolean frameworkStops;

    /** Without a plugin yet. */
    public HeldPlugins(BundleContext host, RundownRefFactory refs, LiveConfig config) {
        this.registrar = new Registrar(host);
        this.refs = refs;
        this.config = config;
    }

    /** What is held of a plugin that starts; {@code null}, and reported, if the framework does not allow it. */
    @Nullable
    HeldPlugin of(Plugin plugin, ProxyClassPool pool) {
        HeldPlugin known = plugins.get(plugin.bundleId());
        if (known != null) {
            return known;
        }
        try {
            registrar.context();
        } catch (BundleException | IllegalStateException e) {
            LOG.log(
                    Level.WARNING,
                    "plugin {0} [{1}]: its calls will not be held, since the bundle that would register the proxies cannot"
                            + " be started: {2}",
                    plugin.name(),
                    plugin.bundleId(),
                    e);
            return null;
        }
        HeldPlugin made = new HeldPlugin(plugin, () -> config.get().hold(), registrar, refs, pool, threads);
        HeldPlugin raced = plugins.putIfAbsent(plugin.bundleId(), made);
        return raced != null ? raced : made;
    }

    /** A trial of the next revision of a plugin. */
    public Trial trial(@Nullable HeldPlugin plugin) {
        return new Trial(threads, plugin, patience());
    }

    /** How long a trial may take: as long as calls are held. */
    public Duration patience() {
        return config.get().hold().timeout();
    }

    /** The services of a bundle are to wait until they take over those of a plugin. */
    Standby standBy(HeldPlugin plugin, long nextId) {
        Standby standby = new Standby(plugin);
        standbys.put(nextId, standby);
        return standby;
    }

    /** Where the services of a bundle wait; {@code null} if they do not. */
    @Nullable
    Standby standby(long bundleId) {
        return standbys.get(bundleId);
    }

    /** The services of a bundle that starts from now on do not wait. */
    void standDown(long bundleId) {
        standbys.remove(bundleId);
    }

    /** From now on a bundle has this plugin's proxies. */
    void succeed(long bundleId, HeldPlugin plugin) {
        plugins.put(bundleId, plugin);
    }

    /** A bundle has them no longer. */
    void forget(long bundleId) {
        plugins.remove(bundleId);
    }

    /** Whether what a bundle registers are the proxies of services that are held. */
    boolean isRegistrar(long bundleId) {
        return registrar.is(bundleId);
    }

    /** The service of such a proxy; {@code null} if it has gone. */
    @Nullable
    HeldService byProxy(ServiceReference<?> proxy) {
        HeldPlugin plugin = plugins.get(ServiceProperties.number(proxy, HostProperties.ORIGINAL_BUNDLE_ID));
        return plugin == null
                ? null
                : plugin.byOriginal(ServiceProperties.number(proxy, HostProperties.ORIGINAL_SERVICE_ID));
    }

    /** No revision of a bundle will carry on what consumers have of it. */
    public void giveUp(long bundleId, String reason) {
        HeldPlugin plugin = plugins.get(bundleId);
        if (plugin != null) {
            plugin.giveUp(reason);
        }
    }

    /**
     * A bundle stops. If it is the one that proxies of held services are registered by, they go with it, and come back when
     * their plugins restart.
     */
    public void stopping(Bundle bundle) {
        if (registrar.is(bundle.getBundleId()) && !frameworkStops) {
            plugins.values().forEach(HeldPlugin::registrarStops);
        }
    }

    /** The bundle has been uninstalled. */
    public void uninstalled(long bundleId) {
        giveUp(bundleId, "bundle " + bundleId + " has been uninstalled");
        plugins.remove(bundleId);
    }

    /** The framework stops, and nothing is held any more: calls that wait are refused. */
    public void frameworkStops() {
        frameworkStops = true;
        plugins.values().forEach(plugin -> plugin.giveUpGaps("the framework is stopping"));
    }

    /** The host stops. */
    public void close() {
        plugins.values()
                .forEach(plugin ->
                        plugin.giveUp("the plugin host is stopping or has stopped; look the service up again"));
        threads.shutdownNow();
        try {
            registrar.close();
        } catch (BundleException | IllegalStateException e) {
            LOG.log(Level.DEBUG, "the bundle that held services were registered by stays installed", e);
        }
    }
}
