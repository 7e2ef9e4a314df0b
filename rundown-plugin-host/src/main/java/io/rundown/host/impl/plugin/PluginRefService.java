package io.rundown.host.impl.plugin;

import io.rundown.RundownRef;
import io.rundown.host.impl.log.HostLog;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceRegistration;

/**
 * Gives each plugin its own {@link RundownRef}. Other bundles get none. The {@link ServiceCatalog} hides the service from
 * them, because a factory that answers a look-up with {@code null} makes the framework publish an error.
 */
public final class PluginRefService implements ServiceFactory<RundownRef> {

    /** What it is registered under. */
    static final String NAME = RundownRef.class.getName();

    private static final System.Logger LOG = HostLog.get();

    private final PluginRegistry plugins;
    private final Set<Long> told = ConcurrentHashMap.newKeySet();

    /** A service for these plugins. */
    public PluginRefService(PluginRegistry plugins) {
        this.plugins = plugins;
    }

    /** A bundle looks the service up by its name. If the bundle is no plugin, a log line says so once. */
    void lookedUpBy(Bundle bundle) {
        if (plugins.of(bundle) == null && told.add(bundle.getBundleId())) {
            LOG.log(
                    Level.WARNING,
                    "bundle {0} [{1}] asks for a RundownRef but is no plugin, so it does not see the service; let it"
                            + " require the extender io.rundown, or add its name to rundown.plugins",
                    bundle.getSymbolicName(),
                    bundle.getBundleId());
        }
    }

    @Override
    @SuppressWarnings("NullAway") // the interface has no annotations; it allows null
    public @Nullable RundownRef getService(Bundle bundle, ServiceRegistration<RundownRef> registration) {
        Plugin plugin = plugins.of(bundle);
        if (plugin == null) {
            lookedUpBy(bundle); // by a reference that another bundle gave it
            return null;
        }
        return plugin.ref();
    }

    @Override
    public void ungetService(Bundle bundle, ServiceRegistration<RundownRef> registration, RundownRef ref) {
        // guards that are out stay good
    }
}
