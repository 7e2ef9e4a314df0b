package io.rundown.host.impl.plugin;

import io.rundown.RundownRefFactory;
import io.rundown.host.impl.bound.Deadline;
import io.rundown.host.impl.log.HostLog;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/**
 * Which service is seen by whom. An original that is guarded is for its provider and the host only;
 * its proxy is for everybody but the provider.
 *
 * <p>A service is decided about inside its own REGISTERED event, before any consumer hears of it.
 * Between its entry into the registry and that event a look-up may come across it: an original that
 * the catalog has not seen yet is hidden, since its registration has not returned.
 */
public final class ServiceCatalog {

    private static final System.Logger LOG = HostLog.get();

    private final PluginRegistry plugins;
    private final HeldPlugins held;
    private final PluginRefService pluginRefs;
    private final BundleContext host;
    private final Bundle hostBundle;
    private final RundownRefFactory refs;
    private final Function<Duration, Deadline> deadlines;

    /**
     * A catalog of the services of these plugins.
     *
     * @param pluginRefs is for plugins only
     * @param deadlines makes the deadline of a wait
     */
    public ServiceCatalog(
            PluginRegistry plugins,
            HeldPlugins held,
            PluginRefService pluginRefs,
            BundleContext host,
            RundownRefFactory refs,
            Function<Duration, Deadline> deadlines) {
        this.held = held;
        this.pluginRefs = pluginRefs;
        this.deadlines = deadlines;
        this.plugins = plugins;
        this.host = host;
        this.hostBundle = host.getBundle();
        this.refs = refs;
    }

    /**
     * Decides about a service whose REGISTERED event is about to be delivered.
     *
     * @return who hears of it
     */
    public Audience decide(ServiceReference<?> service) {
        Bundle provider = service.getBundle();
        Plugin plugin = provider == null ? null : plugins.of(provider);
        if (plugin == null) {
            return audience(service, false);
        }
        if (ServiceProperties.areOfProxy(service, plugin.bundleId())) {
            plugin.noteProxy(service);
            return audienceOfProxy(plugin);
        }
        guard(plugin, service);
        return audienceOfOriginal(plugin, service);
    }

    /** Guards a service that is no proxy, if that is possible. */
    private void guard(Plugin plugin, ServiceReference<?> service) {
        if (plugin.guarded(service) != null || plugins.isClosed()) {
            return;
        }
        List<String> names = Guardability.names(service);
        String obstacle = tryGuard(plugin, service, names);
        // of a bundle that stops nothing can be loaded any more; nobody sees it, and a resumption looks again
        if (obstacle != null && plugin.isServing()) {
            plugin.addUnguarded(service, obstacle);
            LOG.log(Level.DEBUG, "plugin {0}: service {1} is not guarded: {2}", plugin.name(), names, obstacle);
        }
    }

    /** Guards a service, or tells why that is not possible. */
    private @Nullable String tryGuard(Plugin plugin, ServiceReference<?> service, List<String> names) {
        try {
            List<Class<?>> interfaces = plugin.proxyClasses().prepared(names);
            if (interfaces == null) {
                Guardability guardability = Guardability.of(names, plugin.bundle());
                if (guardability.obstacle() != null) {
                    return guardability.obstacle();
                }
                interfaces = guardability.interfaces();
                plugin.proxyClasses().prepare(names, interfaces);
            }
            plugin.add(new PluginService(plugin, service, interfaces, host, refs, deadlines));
            return null;
        } catch (RuntimeException | LinkageError e) {
            return "no proxy class can be made: " + e;
        }
    }

    /** Registers the proxy of a service that was decided about, unless its plugin is stopping. */
    public void publish(ServiceReference<?> service) {
        Plugin plugin = pluginOf(service);
        if (plugin == null || plugin.isLatestProxy(service)) {
            return;
        }
        PluginService guarded = plugin.guarded(service);
        BundleContext provider = plugin.bundle().getBundleContext();
        if (guarded == null || provider == null || !plugin.isServing()) {
            return;
        }
        try {
            guarded.publish(provider);
        } catch (IllegalStateException e) {
            LOG.log(Level.DEBUG, "plugin {0} stopped while it registered {1}", plugin.name(), guarded.names());
        }
        if (!plugin.isServing() && (!plugin.isHolding() || guarded.isWithdrawn())) {
            guarded.withdraw(); // unless the drain, which may have begun meanwhile, leaves it to the next revision
        }
    }

    /**
     * Publishes the services of a plugin that serves again, those included which it registered meanwhile.
     *
     * @return how many are published
     */
    public int publishAll(Plugin plugin) {
        ServiceReference<?>[] registered = registeredServices(plugin.bundle());
        int published = 0;
        for (ServiceReference<?> service : registered) {
            if (ServiceProperties.areOfProxy(service, plugin.bundleId()) || plugin.isUnguarded(service)) {
                continue;
            }
            guard(plugin, service);
            publish(service);
            PluginService guarded = plugin.guarded(service);
            if (guarded != null && service.getBundle() == null) {
                guarded.withdraw(); // it has gone meanwhile, and its event before there was anything to withdraw
                guarded.finish();
                plugin.forget(service);
            } else {
                published += guarded == null ? 0 : 1;
            }
        }
        return published;
    }

    private static ServiceReference<?>[] registeredServices(Bundle bundle) {
        try {
            ServiceReference<?>[] registered = bundle.getRegisteredServices();
            return registered == null ? new ServiceReference<?>[0] : registered;
        } catch (IllegalStateException e) {
            return new ServiceReference<?>[0]; // uninstalled
        }
    }

    /** Passes on changed properties. */
    public void propertiesChanged(ServiceReference<?> service) {
        PluginService guarded = guarded(service);
        if (guarded != null) {
            guarded.propertiesChanged();
        }
    }

    /**
     * Who may see a service. What is decided by the service alone is decided here, once for all consumers.
     *
     * @param whateverClasses whether they ask for services too whose classes are others than those they know by the
     *     same names
     */
    public Audience audience(ServiceReference<?> service, boolean whateverClasses) {
        long provider = ServiceProperties.bundleId(service);
        if (held.isRegistrar(provider)) {
            return audienceOfHeld(service, whateverClasses);
        }
        if (provider == hostBundle.getBundleId()) {
            return Guardability.names(service).contains(PluginRefService.NAME) ? plugins() : Audience.EVERYBODY;
        }
        Plugin plugin = plugins.byId(provider);
        if (plugin == null) {
            // one without a bundle has gone amid the look-up, and may have been a plugin's original
            Bundle bundle = service.getBundle();
            return bundle != null && !plugins.isStoppedPlugin(bundle) ? Audience.EVERYBODY : Audience.NOBODY;
        }
        return ServiceProperties.areOfProxy(service, provider)
                ? audienceOfProxy(plugin)
                : audienceOfOriginal(plugin, service);
    }

    private Audience plugins() {
        return Audience.ofHostAnd(hostBundle, consumer -> plugins.of(consumer) != null);
    }

    /**
     * A consumer looks services up.
     *
     * @param name what they are registered under; {@code null} for any
     */
    public void lookedUp(BundleContext consumer, @Nullable String name) {
        if (PluginRefService.NAME.equals(name)) {
            pluginRefs.lookedUpBy(consumer.getBundle());
        }
    }

    private Audience audienceOfProxy(Plugin plugin) {
        return Audience.ofHostAnd(hostBundle, consumer -> !consumer.equals(plugin.bundle()));
    }

    private Audience audienceOfOriginal(Plugin plugin, ServiceReference<?> original) {
        return plugin.isUnguarded(original)
                ? Audience.EVERYBODY
                : Audience.ofHostAnd(hostBundle, plugin.bundle()::equals);
    }

    private Audience audienceOfHeld(ServiceReference<?> proxy, boolean whateverClasses) {
        HeldService service = held.byProxy(proxy);
        if (service == null) {
            return proxy.getBundle() == null ? Audience.NOBODY : Audience.EVERYBODY;
        }
        long provider = ServiceProperties.bundleId(service.original());
        return Audience.ofHostAnd(
                hostBundle,
                consumer ->
                        consumer.getBundleId() != provider && (whateverClasses || service.isCompatibleWith(consumer)));
    }

    /** The plugin that registered a service. */
    public @Nullable Plugin pluginOf(ServiceReference<?> service) {
        return plugins.byId(ServiceProperties.bundleId(service));
    }

    /** What stands for a service; {@code null} if it is not guarded. */
    public @Nullable PluginService guarded(ServiceReference<?> service) {
        Plugin plugin = pluginOf(service);
        return plugin == null ? null : plugin.guarded(service);
    }
}
