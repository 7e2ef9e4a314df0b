package io.rundown.host.impl.hook;

import io.rundown.host.impl.drain.Drains;
import io.rundown.host.impl.log.HostLog;
import io.rundown.host.impl.plugin.HeldPlugins;
import io.rundown.host.impl.plugin.Plugin;
import io.rundown.host.impl.plugin.PluginRegistry;
import io.rundown.host.impl.thread.KeptInterrupts;
import java.lang.System.Logger.Level;
import java.util.Collection;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.Constants;
import org.osgi.framework.hooks.bundle.EventHook;

/**
 * Sees a plugin stop before anybody else does, and does not return until it is drained. Hooks run
 * before all bundle listeners, in which the component runtimes tear their components down; with the
 * highest ranking this one also runs before Blueprint, whose extender is such a hook itself.
 */
public final class LifecycleHook implements EventHook {

    private static final System.Logger LOG = HostLog.get();

    private final PluginRegistry plugins;
    private final HeldPlugins held;
    private final Drains drains;

    /** A hook that drains these plugins. */
    public LifecycleHook(PluginRegistry plugins, HeldPlugins held, Drains drains) {
        this.held = held;
        this.plugins = plugins;
        this.drains = drains;
    }

    @Override
    public void event(BundleEvent event, Collection<BundleContext> contexts) {
        try {
            try {
                handle(event.getType(), event.getBundle());
            } finally {
                if (event.getType() == BundleEvent.STOPPED || event.getType() == BundleEvent.UNINSTALLED) {
                    KeptInterrupts.bundleStopped(event.getBundle().getBundleId());
                }
            }
        } catch (RuntimeException | LinkageError e) {
            // the framework must not suffer, whatever went wrong
            LOG.log(
                    Level.ERROR,
                    "bundle " + event.getBundle().getSymbolicName() + " ["
                            + event.getBundle().getBundleId() + "]: event " + event.getType() + " was not handled",
                    e);
        }
    }

    private void handle(int type, Bundle bundle) {
        long id = bundle.getBundleId();
        switch (type) {
            case BundleEvent.STARTING -> plugins.starting(bundle);
            case BundleEvent.STOPPING -> {
                if (id == Constants.SYSTEM_BUNDLE_ID) {
                    drains.frameworkStops();
                    held.frameworkStops();
                } else {
                    held.stopping(bundle);
                }
                Plugin plugin = plugins.byId(id);
                if (plugin != null) {
                    KeptInterrupts.bundleStops(id);
                    drains.bundleStopping(plugin);
                }
            }
            case BundleEvent.STARTED -> started(bundle);
            case BundleEvent.STOPPED -> stopped(id);
            case BundleEvent.UNINSTALLED -> {
                stopped(id); // some framework does not tell so if the activator has failed
                held.uninstalled(id);
                plugins.changed(id);
            }
            default -> plugins.changed(id);
        }
    }

    /** Some framework tells it when the bundle may have been stopped, and be starting, again. */
    private void started(Bundle bundle) {
        Plugin plugin = plugins.byId(bundle.getBundleId());
        if (plugin != null && bundle.getState() == Bundle.ACTIVE) {
            plugin.started();
        }
    }

    /**
     * Some framework lets a stopping bundle register services that it does not unregister; and some tells that
     * it has stopped when it may have been started again, so that there is another plugin already.
     */
    private void stopped(long id) {
        Plugin plugin = plugins.byId(id);
        if (plugin == null) {
            plugins.changed(id);
        } else if (plugin.isStopped()) {
            plugin.guardedServices().forEach(service -> {
                service.withdraw();
                service.finish();
            });
            plugin.bundleStopped();
            plugins.stopped(plugin);
        }
    }
}
