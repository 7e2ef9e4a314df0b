package io.rundown.host.impl.plugin;

import io.rundown.RundownRefFactory;
import io.rundown.host.impl.config.DrainPolicy;
import java.lang.System.Logger.Level;
import java.util.function.UnaryOperator;
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

    private static final System.Logger LOG = System.getLogger("io.rundown.host");

    private final PluginRegistry plugins;
    private final HeldPlugins held;
    private final BundleContext host;
    private final RundownRefFactory refs;
    private final UnaryOperator<DrainPolicy> bound;

    /**
     * A catalog of the services of these plugins.
     *
     * @param bound what makes a policy the one to wait by at the moment
     */
    public ServiceCatalog(
            PluginRegistry plugins,
            HeldPlugins held,
            BundleContext host,
            RundownRefFactory refs,
            UnaryOperator<DrainPolicy> bound) {
        this.held = held;
        this.bound = bound;
        this.plugins = plugins;
        this.host = host;
        this.refs = refs;
    }

    /** Decides about a service whose REGISTERED event is about to be delivered. */
    public void decide(ServiceReference<?> service) {
        Bundle provider = service.getBundle();
        Plugin plugin = provider == null || ServiceProperties.areOfProxy(service) ? null : plugins.of(provider);
        if (plugin == null || plugin.guarded(service) != null || plugins.isClosed()) {
            return;
        }
        Guardability guardability = Guardability.of(service, provider);
        if (guardability.obstacle() == null) {
            try {
                plugin.proxyClasses().prepare(guardability.interfaces());
                plugin.add(new PluginService(plugin, service, guardability.interfaces(), host, refs, bound));
                return;
            } catch (RuntimeException | LinkageError e) {
                guardability = Guardability.notBecause("no proxy class can be made: " + e);
            }
        }
        if (!plugin.isServing()) {
            return; // of a bundle that stops nothing can be loaded any more; nobody sees it, and a resumption looks
            // again
        }
        plugin.addUnguarded(service, String.valueOf(guardability.obstacle()));
        LOG.log(
                Level.DEBUG,
                "plugin {0}: service {1} is not guarded: {2}",
                plugin.name(),
                Guardability.names(service),
                guardability.obstacle());
    }

    /** Registers the proxy of a service that was decided about, unless its plugin is stopping. */
    public void publish(ServiceReference<?> service) {
        Plugin plugin = pluginOf(service);
        PluginService guarded = plugin == null ? null : plugin.guarded(service);
        BundleContext provider = plugin == null ? null : plugin.bundle().getBundleContext();
        if (plugin == null || guarded == null || provider == null || !plugin.isServing()) {
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
            if (ServiceProperties.areOfProxy(service) || plugin.isUnguarded(service)) {
                continue;
            }
            decide(service);
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
     * Whether a consumer may see a service.
     *
     * @param whateverClasses whether it asks for services too whose classes are others than those it knows by the
     *     same names
     */
    public boolean isVisible(ServiceReference<?> service, BundleContext consumer, boolean whateverClasses) {
        long provider = ServiceProperties.bundleId(service);
        if (held.isRegistrar(provider)) {
            return isHeldVisible(service, bundleOf(consumer), whateverClasses);
        }
        Plugin plugin = plugins.byId(provider);
        if (plugin == null) {
            // one without a bundle has gone amid the look-up, and may have been a plugin's original
            Bundle bundle = service.getBundle();
            return bundle != null && !plugins.isStoppedPlugin(bundle);
        }
        Bundle consumerBundle = bundleOf(consumer);
        if (consumerBundle == null || consumerBundle.equals(host.getBundle())) {
            return true;
        }
        boolean own = consumerBundle.getBundleId() == provider;
        if (ServiceProperties.areOfProxy(service)) {
            return !own;
        }
        return own || plugin.isUnguarded(service);
    }

    private boolean isHeldVisible(ServiceReference<?> proxy, @Nullable Bundle consumer, boolean whateverClasses) {
        HeldService service = held.byProxy(proxy);
        if (service == null) {
            return proxy.getBundle() != null;
        }
        return consumer == null
                || consumer.equals(host.getBundle())
                || (consumer.getBundleId() != ServiceProperties.bundleId(service.original())
                        && (whateverClasses || service.isCompatibleWith(consumer)));
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

    private static @Nullable Bundle bundleOf(BundleContext context) {
        try {
            return context.getBundle();
        } catch (IllegalStateException e) {
            return null;
        }
    }
}
