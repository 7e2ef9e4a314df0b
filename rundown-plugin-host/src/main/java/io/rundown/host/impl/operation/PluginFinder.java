package io.rundown.host.impl.operation;

import io.rundown.host.impl.plugin.Demand;
import io.rundown.host.impl.plugin.HeldPlugins;
import io.rundown.host.impl.plugin.Plugin;
import io.rundown.host.impl.plugin.PluginRegistry;
import io.rundown.host.impl.plugin.Succession;
import io.rundown.host.impl.plugin.Trial;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** Finds the plugin that somebody names, or says why there is none. */
public final class PluginFinder {

    private final BundleContext context;
    private final PluginRegistry plugins;
    private final HeldPlugins held;

    /** Finds among these plugins. */
    public PluginFinder(BundleContext context, PluginRegistry plugins, HeldPlugins held) {
        this.held = held;
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
        requireOpen();
        Plugin plugin = plugins.byId(bundleId);
        if (plugin != null && !plugin.isStopped()) {
            return plugin;
        }
        throw new IllegalArgumentException(whyNot(bundleId));
    }

    /**
     * A bundle, whether it is a plugin or not.
     *
     * @throws IllegalArgumentException if there is none
     * @throws IllegalStateException if the host has stopped
     */
    Bundle bundle(long bundleId) {
        requireOpen();
        Bundle bundle = context.getBundle(bundleId);
        if (bundle == null) {
            throw new IllegalArgumentException(
                    "there is no bundle " + bundleId + "; to refresh what was uninstalled, name no bundle at all");
        }
        return bundle;
    }

    /** The plugin that the bundle with this id is at the moment. */
    @Nullable
    Plugin present(long bundleId) {
        return plugins.byId(bundleId);
    }

    /** The plugin that a bundle is at the moment. */
    @Nullable
    Plugin pluginOf(Bundle bundle) {
        return present(bundle.getBundleId());
    }

    /** The succession of a bundle, which has not been started, to a plugin. */
    Succession succession(Plugin present, Bundle next) {
        return new Succession(held, present, next.getBundleId());
    }

    /** What consumers hold of a plugin now, and so have to get of the next revision of its bundle. */
    Demand demand(Plugin present) {
        return Demand.ofConsumers(present, () -> present(present.bundleId()));
    }

    /** A trial of the next revision of a plugin. */
    Trial trial(Plugin present) {
        return held.trial(present.held());
    }

    /** How long a trial may take. */
    Duration patience() {
        return held.patience();
    }

    /** The plugins among some bundles. */
    List<Plugin> pluginsAmong(List<Bundle> bundles) {
        return bundles.stream().map(this::pluginOf).filter(Objects::nonNull).toList();
    }

    /**
     * Looks whether all of them can be refreshed while the host goes on.
     *
     * @throws IllegalArgumentException if not
     */
    void requireNoFoundation(List<Bundle> bundles) {
        for (Bundle bundle : bundles) {
            if (plugins.isFoundation(bundle)) {
                throw new IllegalArgumentException("bundle " + bundle.getSymbolicName() + " ["
                        + bundle.getBundleId() + "] would be refreshed as well, without which the plugin host cannot"
                        + " go on; let the framework refresh it");
            }
        }
    }

    private void requireOpen() {
        if (plugins.isClosed()) {
            throw new IllegalStateException("the plugin host is stopping or has stopped");
        }
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
