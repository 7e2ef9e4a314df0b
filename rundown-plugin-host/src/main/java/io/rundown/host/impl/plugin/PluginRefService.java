package io.rundown.host.impl.plugin;

import io.rundown.RundownRef;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceRegistration;

/** Hands each plugin its own {@link RundownRef}. Other bundles get none. */
public final class PluginRefService implements ServiceFactory<RundownRef> {

    private static final System.Logger LOG = System.getLogger("io.rundown.host");

    private final PluginRegistry plugins;

    /** A service for these plugins. */
    public PluginRefService(PluginRegistry plugins) {
        this.plugins = plugins;
    }

    @Override
    @SuppressWarnings("NullAway") // the interface has no annotations; it allows null
    public @Nullable RundownRef getService(Bundle bundle, ServiceRegistration<RundownRef> registration) {
        Plugin plugin = plugins.of(bundle);
        if (plugin == null) {
            LOG.log(
                    Level.WARNING,
                    "bundle {0} [{1}] asks for a RundownRef but is no plugin; let it require the extender io.rundown, "
                            + "or add its name to rundown.plugins",
                    bundle.getSymbolicName(),
                    bundle.getBundleId());
            return null;
        }
        return plugin.ref();
    }

    @Override
    public void ungetService(Bundle bundle, ServiceRegistration<RundownRef> registration, RundownRef ref) {
        // guards that are out stay good
    }
}
