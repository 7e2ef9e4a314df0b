package io.rundown.host.impl;

import io.rundown.RundownRef;
import io.rundown.RundownRefFactory;
import io.rundown.host.HostProperties;
import io.rundown.host.PluginHost;
import io.rundown.host.impl.bound.ShutdownBudget;
import io.rundown.host.impl.config.HostConfig;
import io.rundown.host.impl.config.LiveConfig;
import io.rundown.host.impl.config.SettingReader;
import io.rundown.host.impl.drain.Drains;
import io.rundown.host.impl.flight.Flight;
import io.rundown.host.impl.hook.LifecycleHook;
import io.rundown.host.impl.hook.OriginalsListener;
import io.rundown.host.impl.hook.VisibilityHook;
import io.rundown.host.impl.jmx.Management;
import io.rundown.host.impl.log.HostLog;
import io.rundown.host.impl.operation.CallsInFlight;
import io.rundown.host.impl.operation.PluginFinder;
import io.rundown.host.impl.operation.PluginOperations;
import io.rundown.host.impl.operation.Submissions;
import io.rundown.host.impl.plugin.HeldPlugins;
import io.rundown.host.impl.plugin.Plugin;
import io.rundown.host.impl.plugin.PluginRefService;
import io.rundown.host.impl.plugin.PluginRegistry;
import io.rundown.host.impl.plugin.PluginSelection;
import io.rundown.host.impl.plugin.ServiceCatalog;
import io.rundown.host.impl.satellite.AddOn;
import io.rundown.host.impl.thread.KeptInterrupts;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Dictionary;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.hooks.bundle.EventHook;
import org.osgi.framework.hooks.service.EventListenerHook;
import org.osgi.framework.hooks.service.FindHook;

/**
 * The plugin host from its start to its stop: puts the parts together, and takes plugins on and lets
 * them go that outlive it.
 */
final class RunningHost {

    private static final System.Logger LOG = HostLog.get();

    private static final String EQUINOX = "org.eclipse.osgi";

    private final BundleContext context;
    private final LiveConfig config;
    private final ShutdownBudget budget;
    private final PluginSelection selection;
    private final PluginRegistry plugins;
    private final HeldPlugins held;
    private final Drains drains;
    private final PluginRefService pluginRefs;
    private final ServiceCatalog catalog;
    private final DrainListeners listeners;
    private final OriginalsListener originals;
    private final PluginOperations operations;
    private final PluginFinder finder;
    private final Submissions submissions = new Submissions();
    private Runnable unmanage = () -> {};
    private final Deque<Runnable> addOns = new ArrayDeque<>();
    private final Deque<ServiceRegistration<?>> registrations = new ArrayDeque<>();

    RunningHost(BundleContext context, RundownRefFactory refs, Bundle refProvider) {
        this.context = context;
        this.config = new LiveConfig(
                HostConfig.read(new SettingReader("framework property", context::getProperty), HostConfig.DEFAULT));
        this.selection = new PluginSelection(config, foundations(context, refProvider));
        this.held = new HeldPlugins(context, refs, config);
        this.plugins = new PluginRegistry(selection, refs, held);
        this.budget = new ShutdownBudget(() -> config.get().shutdownBudget(), context.getBundle(0));
        this.pluginRefs = new PluginRefService(plugins);
        this.catalog = new ServiceCatalog(plugins, held, pluginRefs, context, refs, budget::in);
        this.listeners = new DrainListeners(context, catalog);
        this.drains = new Drains(config, budget, listeners::all, isEquinox(context));
        this.originals = new OriginalsListener(catalog, drains);
        this.finder = new PluginFinder(context, plugins, held);
        this.operations = new PluginOperations(context, config, finder, drains, catalog);
    }

    /** It has a lock for each use of a service, and holds it while a factory runs. */
    private static boolean isEquinox(BundleContext context) {
        return EQUINOX.equals(context.getBundle(0).getSymbolicName());
    }

    /** The bundles without which the host cannot work; a pattern may match them, but in vain. */
    private static Set<Long> foundations(BundleContext context, Bundle refProvider) {
        Set<Long> ids = new HashSet<>();
        ids.add(Constants.SYSTEM_BUNDLE_ID);
        ids.add(context.getBundle().getBundleId());
        ids.add(refProvider.getBundleId());
        Bundle api = FrameworkUtil.getBundle(RundownRef.class);
        if (api != null) {
            ids.add(api.getBundleId());
        }
        return ids;
    }

    void start() {
        Flight.RECORDER.open();
        listeners.open();
        listenToConfigAdmin();
        // the listener first: once services are hidden, somebody must publish their proxies
        context.addServiceListener(originals);
        VisibilityHook visibility = new VisibilityHook(catalog);
        register(new String[] {FindHook.class.getName(), EventListenerHook.class.getName()}, visibility);
        register(new String[] {EventHook.class.getName()}, new LifecycleHook(plugins, held, drains));
        for (Bundle bundle : context.getBundles()) {
            plugins.of(bundle);
        }
        register(new String[] {RundownRef.class.getName()}, pluginRefs);
        PluginHost view = new HostView(plugins, drains, operations, submissions, new CallsInFlight(finder));
        register(new String[] {PluginHost.class.getName()}, view);
        manage(view);
        addOns.push(AddOn.shell(context));
        if (Boolean.parseBoolean(context.getProperty(HostProperties.FILE_INSTALL))) {
            addOns.push(AddOn.folder(context));
        }
        selection.reportUnmatched(context.getBundles());
        reportUnguarded();
        if (config.get().bounce()) {
            Bounce.restart(unguardedPlugins(), "to guard the services it had before the plugin host started");
        }
    }

    /** Lets all plugins go: drained, and with their originals visible again. */
    void stop() {
        try (KeptInterrupts.Scope scope = KeptInterrupts.open()) {
            stopUninterrupted();
        }
    }

    private void stopUninterrupted() {
        plugins.close();
        submissions.close();
        List<Plugin> all = plugins.all();
        List<Bundle> guarded = all.stream()
                .filter(plugin -> !plugin.guardedServices().isEmpty())
                .map(Plugin::bundle)
                .toList();
        all.forEach(drains::hostStopping);
        held.close();
        while (!registrations.isEmpty()) {
            registrations.pop().unregister();
        }
        context.removeServiceListener(originals);
        listeners.close();
        while (!addOns.isEmpty()) {
            addOns.pop().run();
        }
        unmanage.run();
        Flight.RECORDER.close();
        if (config.get().bounce() && context.getBundle(0).getState() != Bundle.STOPPING) {
            Bounce.restart(guarded, "to show its services without the plugin host, which has stopped");
        }
    }

    /** If there is the module java.management: the host runs without. */
    private void manage(PluginHost view) {
        try {
            unmanage = Management.open(context, view, budget::in);
        } catch (NoClassDefFoundError e) {
            LOG.log(Level.DEBUG, "the plugin host is not managed by JMX: there is no module java.management");
        }
    }

    /** If there is the API of Config Admin: the host runs without. */
    private void listenToConfigAdmin() {
        try {
            registrations.push(ConfigAdminSettings.register(context, config));
        } catch (NoClassDefFoundError e) {
            LOG.log(Level.DEBUG, "settings come from framework properties only: org.osgi.service.cm is not there");
        }
    }

    private void reportUnguarded() {
        if (!config.get().bounce()) {
            unguardedPlugins()
                    .forEach(bundle -> LOG.log(
                            Level.WARNING,
                            "plugin {0} [{1}] was active before the plugin host: its services are not guarded until it"
                                    + " restarts. Start the host first, or set rundown.bounce=true",
                            bundle.getSymbolicName(),
                            bundle.getBundleId()));
        }
    }

    private List<Bundle> unguardedPlugins() {
        return plugins.all().stream()
                .filter(plugin -> !plugin.unguardedServices().isEmpty())
                .map(Plugin::bundle)
                .toList();
    }

    private void register(String[] names, Object service) {
        Dictionary<String, Object> properties =
                FrameworkUtil.asDictionary(Map.of(Constants.SERVICE_RANKING, Integer.MAX_VALUE));
        registrations.push(context.registerService(names, service, properties));
    }
}
