package io.rundown.host.folder;

import io.rundown.host.OperationOutcome;
import io.rundown.host.PluginHost;
import io.rundown.host.RefreshReport;
import io.rundown.spi.ThreadView;
import java.io.File;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
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
 * could not start get another try, and so do jars that were not taken. Whatever fails of that is logged: it is no fault of the jar that
 * has changed.
 */
final class Aftermath {

    private static final System.Logger LOG = System.getLogger("io.rundown.host");

    private final Bundle system;
    private final Supplier<@Nullable PluginHost> hosts;
    private final WatchedJars jars;
    private final SeenFiles seen;
    private final JarDeployment deployment;

    /** What File Install has told of since the framework was started. */
    private final Set<File> watched = new ConcurrentSkipListSet<>();

    Aftermath(
            BundleContext system,
            Supplier<@Nullable PluginHost> hosts,
            WatchedJars jars,
            SeenFiles seen,
            JarDeployment deployment) {
        this.system = system.getBundle(Constants.SYSTEM_BUNDLE_LOCATION);
        this.hosts = hosts;
        this.jars = jars;
        this.seen = seen;
        this.deployment = deployment;
    }

    /** From now on a jar is tried again after others. */
    void watch(File file) {
        watched.add(file);
    }

    /** The end of that. */
    void forget(File file) {
        watched.remove(file);
    }

    /** Waits for drains, as a refresh and a reload do. Goes on while a jar that is tried again is taken, which is a change, too. */
    void settle() {
        do {
            try {
                refresh();
            } catch (InterruptedException e) {
                ThreadView.interruptCurrent();
                LOG.log(Level.INFO, "no refresh, because the host stops; the next start resolves all anew");
            } catch (RuntimeException e) {
                LOG.log(
                        Level.WARNING,
                        "bundles are still wired to what has gone; they are refreshed when a jar changes",
                        e);
            }
            jars.bundles().stream().filter(this::isLeftBehind).forEach(Aftermath::start);
        } while (deployAgain());
    }

    /** All that is pending, as what was uninstalled cannot be named. */
    private void refresh() throws InterruptedException {
        PluginHost host = hosts.get();
        if (host == null
                || system.adapt(FrameworkWiring.class).getRemovalPendingBundles().stream()
                        .noneMatch(jars::contains)) {
            return;
        }
        RefreshReport report = host.refresh(List.of());
        if (report.outcome() != OperationOutcome.DONE && report.outcome() != OperationOutcome.NOTHING_TO_DO) {
            LOG.log(Level.WARNING, "a refresh of {0} was not done: {1}", report.closure(), report);
        }
    }

    private boolean isLeftBehind(Bundle bundle) {
        BundleStartLevel level = bundle.adapt(BundleStartLevel.class);
        int reached = system.adapt(FrameworkStartLevel.class).getStartLevel();
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

    /** Each once. */
    private boolean deployAgain() {
        boolean changed = false;
        for (File file : watched) {
            if (ThreadView.isCurrentInterrupted() || system.getState() != Bundle.ACTIVE) {
                return false;
            }
            changed |= isToBeTriedAgain(file) && deployAgain(file);
        }
        return changed;
    }

    private boolean deployAgain(File file) {
        try {
            return deployment.deploy(file);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, file + " is not tried again", e);
            return false;
        }
    }

    /** Not if it has changed meanwhile, as File Install will tell; nor what somebody has stopped. */
    private boolean isToBeTriedAgain(File file) {
        if (!seen.is(file, Attempt.IN_VAIN) && !seen.is(file, Attempt.BEGUN)) {
            return false;
        }
        Bundle bundle = jars.bundleOf(file);
        BundleStartLevel level = bundle == null ? null : bundle.adapt(BundleStartLevel.class);
        return bundle == null || (level != null && level.isPersistentlyStarted());
    }
}
