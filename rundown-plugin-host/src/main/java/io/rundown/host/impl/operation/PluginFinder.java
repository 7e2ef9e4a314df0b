package io.rundown.host.impl.operation;

import io.rundown.host.impl.plugin.Plugin;
import io.rundown.host.impl.plugin.PluginRegistry;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** Finds the plugin that somebody names, or says why there is none. */
public final class PluginFinder {

    private final BundleContext context;
    private final PluginRegistry plugins;

    /** Finds among these plugins. */
    public PluginFinder(BundleContext context, PluginRegistry plugins) {
        this.context = context;
        this.plugins = plugins;
    }

    /**
     * The plugin of a bundle.
     *
     * @throws IllegalArgumentException if the bundle is no started plugin; the message says why
     * @throws IllegalStateException if the host has stopped
     */
    Plugin find(long bundleId) {
        if (plugins.isClosed()) {
            throw new IllegalStateException("the plugin host is stopping or has stopped");
        }
        Plugin plugin = plugins.byId(bundleId);
        if (plugin != null && !plugin.isStopped()) {
            return plugin;
        }
        throw new IllegalArgumentException(whyNot(bundleId));
    }

    private String whyNot(long bundleId) {
        Bundle bundle = context.getBundle(bundleId);
        if (bundle == null) {
            return "there is no bundle " + bundleId + "; plugins() lists those that are plugins";
        }
        String name = "bundle " + bundle.getSymbolicName() + " [" + bundleId + "]";
        return plugins.isSelected(bundle)
                ? name + " is a plugin but not started; start it first"
                : name + " is no plugin; have it require the capability osgi.extender=io.rundown, or name it in the"
                        + " framework property rundown.plugins";
    }
}
