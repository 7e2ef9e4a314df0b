package io.rundown.host.impl.plugin;

import io.rundown.RundownRefFactory;
import io.rundown.host.impl.config.DrainPolicy;
import io.rundown.host.impl.proxy.ProxyClassPool;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;

/** The plugins that are starting, active or stopping, by bundle id. */
public final class PluginRegistry {

    private static final String REGISTERED_BEFORE_HOST =
            "it was registered before the plugin host started; restart the plugin, or set rundown.bounce=true";

    private final PluginSelection selection;
    private final RundownRefFactory refs;
    private final HeldPlugins held;
    private final ProxyClassPool pool = new ProxyClassPool();
    private final ConcurrentMap<Long, Plugin> plugins = new ConcurrentHashMap<>();
    private final Set<Long> others = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** An empty registry. */
    public PluginRegistry(PluginSelection selection, RundownRefFactory refs, HeldPlugins held) {
        this.held = held;
        this.selection = selection;
        this.refs = refs;
    }

    /** The plugin of a bundle id, if that bundle is one and is starting, active or stopping. */
    public @Nullable Plugin byId(long bundleId) {
        return plugins.get(bundleId);
    }

    /** Whether a bundle is a plugin, or would be if it were started. */
    public boolean isSelected(Bundle bundle) {
        return selection.policyOf(bundle) != null;
    }

    /** Whether the host cannot do without a bundle. */
    public boolean isFoundation(Bundle bundle) {
        return selection.isFoundation(bundle) || held.isRegistrar(bundle.getBundleId());
    }

    /**
     * Whether a bundle that is no plugin at the moment is one when it is started, or may have been. Some framework lets others register
     * services for a bundle that has just stopped.
     */
    boolean isStoppedPlugin(Bundle bundle) {
        int state = bundle.getState();
        if (closed || state == Bundle.ACTIVE || state == Bundle.STARTING) {
            return false;
        }
        // an uninstalled bundle tells nobody any more whether it was one
        return state == Bundle.UNINSTALLED || (!others.contains(bundle.getBundleId()) && isSelected(bundle));
    }

    /** All plugins, by bundle id. */
    public List<Plugin> all() {
        return plugins.values().stream()
                .sorted(Comparator.comparingLong(Plugin::bundleId))
                .toList();
    }

    /**
     * The bundle starts: if it is a plugin, it begins to serve. One that is activated lazily may serve already: its
     * services can be registered before the first of its classes is loaded.
     */
    public void starting(Bundle bundle) {
        Plugin known = plugins.get(bundle.getBundleId());
        if (known == null || known.hasStarted() || !known.isServing()) {
            if (known != null) {
                known.bundleStopped(); // which has not been told yet
            }
            plugins.remove(bundle.getBundleId());
            others.remove(bundle.getBundleId());
        }
        Plugin plugin = of(bundle);
        if (plugin != null) {
            plugin.starting();
        }
    }

    /**
     * The plugin that a bundle is now. A plugin that the host did not see starting is taken on as it
     * is, with the services it has left unguarded.
     */
    public @Nullable Plugin of(Bundle bundle) {
        long id = bundle.getBundleId();
        Plugin known = plugins.get(id);
        if (known != null || closed || others.contains(id)) {
            return known;
        }
        if (bundle.getState() != Bundle.STARTING && bundle.getState() != Bundle.ACTIVE) {
            return null;
        }
        DrainPolicy policy = selection.policyOf(bundle);
        if (policy == null) {
            held.giveUp(id, "the new revision is no plugin");
            others.add(id);
            return null;
        }
        Plugin made = new Plugin(
                bundle, () -> selection.present(bundle.getSymbolicName(), policy), selection::holdPolicy, refs, pool);
        if (selection.isHeld(bundle)) {
            Standby standby = held.standby(id);
            if (standby == null || standby.hasTakenOver()) {
                made.holdBy(held.of(made, pool));
            } else {
                made.standBy(standby);
            }
        } else {
            held.giveUp(id, "the new revision does not want its calls held");
        }
        if (bundle.getState() == Bundle.ACTIVE) {
            made.started();
        }
        ServiceReference<?>[] before = bundle.getRegisteredServices();
        if (before != null) {
            for (ServiceReference<?> service : before) {
                made.addUnguarded(service, REGISTERED_BEFORE_HOST);
            }
        }
        Plugin raced = plugins.putIfAbsent(id, made);
        return raced != null ? raced : made;
    }

    /** The bundle of the plugin has stopped. */
    public void stopped(Plugin plugin) {
        plugins.remove(plugin.bundleId(), plugin);
    }

    /** Something about the bundle changed: whether it is a plugin is decided anew. */
    public void changed(long bundleId) {
        others.remove(bundleId);
    }

    /** Takes on no further plugins. */
    public void close() {
        closed = true;
    }

    /** Whether it was closed. */
    public boolean isClosed() {
        return closed;
    }
}
