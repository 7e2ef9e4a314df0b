package io.rundown.host.folder;

import io.rundown.host.OperationOutcome;
import io.rundown.host.PluginHost;
import io.rundown.host.RefreshReport;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import org.osgi.framework.wiring.FrameworkWiring;

/**
 * What a change of one jar means for the others. Bundles that are wired to a revision that has gone are refreshed: else those that are
 * resolved later use the next revision of an API, those from before the last, and they do not see each other's services. Bundles that
 * could not start get another try.
 */
final class Aftermath {

    private static final System.Logger LOG = System.getLogger("io.rundown.host");

    private final BundleContext system;
    private final Supplier<@Nullable PluginHost> hosts;
    private final WatchedJars jars;

    Aftermath(BundleContext system, Supplier<@Nullable PluginHost> hosts, WatchedJars jars) {
        this.system = system;
        this.hosts = hosts;
        this.jars = jars;
    }

    /** Waits for drains as a refresh does. */
    void settle() throws InterruptedException {
        refresh();
        jars.bundles().stream().filter(this::isLeftBehind).forEach(Aftermath::start);
    }

    private void refresh() throws InterruptedException {
        FrameworkWiring wiring =
                system.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkWiring.class);
        List<Long> gone = wiring.getRemovalPendingBundles().stream()
                .filter(jars::contains)
                .map(Bundle::getBundleId)
                .toList();
        PluginHost host = hosts.get();
        if (gone.isEmpty() || host == null) {
            return;
        }
        RefreshReport report = host.refresh(gone);
        if (report.outcome() != OperationOutcome.DONE) {
            LOG.log(Level.WARNING, "a refresh of {0} was not done: {1}", gone, report);
        }
    }

    private boolean isLeftBehind(Bundle bundle) {
        BundleStartLevel level = bundle.adapt(BundleStartLevel.class);
        int reached = system.getBundle(Constants.SYSTEM_BUNDLE_LOCATION)
                .adapt(FrameworkStartLevel.class)
                .getStartLevel();
        return (bundle.getState() & (Bundle.INSTALLED | Bundle.RESOLVED)) != 0
                && level != null
                && level.isPersistentlyStarted()
                && level.getStartLevel() <= reached;
    }

    private static void start(Bundle bundle) {
        try {
            bundle.start();
        } catch (BundleException | IllegalStateException e) {
            LOG.log(Level.WARNING, bundle + " does not start; it is tried again when a jar changes", e);
        }
    }
}
