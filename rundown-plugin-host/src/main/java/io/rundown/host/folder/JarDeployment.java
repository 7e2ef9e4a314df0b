package io.rundown.host.folder;

import io.rundown.host.OperationOutcome;
import io.rundown.host.OperationReport;
import io.rundown.host.PluginHost;
import io.rundown.spi.ThreadView;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.startlevel.BundleStartLevel;

/**
 * Makes the bundle of a jar what the file is, and remembers how that ended. Nothing is thrown: File Install would forget the file, and not
 * tell when it goes.
 */
final class JarDeployment {

    private static final System.Logger LOG = System.getLogger("io.rundown.host");
    private static final String START_LEVEL = "felix.fileinstall.start.level";

    private final BundleContext system;
    private final Supplier<@Nullable PluginHost> hosts;
    private final WatchedJars jars;
    private final SeenFiles seen;
    private final Set<File> inProgress = ConcurrentHashMap.newKeySet();

    JarDeployment(BundleContext system, Supplier<@Nullable PluginHost> hosts, WatchedJars jars, SeenFiles seen) {
        this.system = system;
        this.hosts = hosts;
        this.jars = jars;
        this.seen = seen;
    }

    /**
     * Installs, updates or reloads, unless that was done already.
     *
     * @return whether the bundle is another one than before
     */
    boolean deploy(File file) {
        if (!inProgress.add(file)) {
            return false; // somebody else does
        }
        try {
            return deployNow(file);
        } finally {
            inProgress.remove(file);
        }
    }

    private boolean deployNow(File file) {
        Bundle known = jars.bundleOf(file);
        if (known != null && seen.is(file, Attempt.DONE)) {
            return false;
        }
        boolean again = seen.is(file, Attempt.IN_VAIN);
        String state = SeenFiles.state(file);
        Attempt attempt = attempt(file, known, state);
        if (attempt == Attempt.IN_VAIN && isStopping()) {
            attempt = Attempt.BEGUN; // which is why
        }
        if (attempt != Attempt.BEGUN || !again) { // else the start of the host would take it, though it did not run
            remember(file, state, attempt);
        }
        return attempt == Attempt.DONE && jars.bundleOf(file) != null;
    }

    private void remember(File file, String state, Attempt attempt) {
        try {
            seen.add(file, state, attempt);
        } catch (UncheckedIOException e) {
            LOG.log(Level.WARNING, file + " will be taken once more at the next start: mend the storage folder", e);
        }
    }

    private boolean isStopping() {
        return system.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).getState() != Bundle.ACTIVE;
    }

    private Attempt attempt(File file, @Nullable Bundle known, String state) {
        try {
            BundleJar.check(file);
            if (known == null) {
                install(file, state);
                return Attempt.DONE;
            }
            PluginHost host = hosts.get();
            return host == null || !isPlugin(host, known) ? update(file, known) : reload(host, file, known);
        } catch (BundleJar.NoBundle e) {
            LOG.log(Level.WARNING, "{0} is not taken: {1}", file, e.getMessage());
            return Attempt.DONE;
        } catch (BundleException e) {
            LOG.log(Level.WARNING, file + " is not taken; it is tried again when another jar changes", e);
            return Attempt.IN_VAIN;
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.WARNING, file + " is not taken; it is tried again when another jar changes", e);
            return Attempt.BEGUN;
        } catch (InterruptedException e) {
            ThreadView.interruptCurrent();
            LOG.log(Level.INFO, "{0} is not taken, because the host stops; the next start does it", file);
            return Attempt.BEGUN;
        }
    }

    /** With the context of the system bundle, which no refresh takes away. */
    private void install(File file, String state) throws IOException, BundleException {
        seen.add(
                file,
                state,
                Attempt.BEGUN); // if the process is killed the bundle is known to be of a jar, and gets started
        Bundle bundle;
        try (InputStream jar = Files.newInputStream(file.toPath())) {
            bundle = system.installBundle(WatchedJars.location(file), jar);
        }
        String level = system.getProperty(START_LEVEL);
        if (level != null) {
            bundle.adapt(BundleStartLevel.class).setStartLevel(Integer.parseInt(level));
        }
        start(bundle);
    }

    private static Attempt update(File file, Bundle bundle) throws IOException, BundleException {
        try (InputStream jar = Files.newInputStream(file.toPath())) {
            bundle.update(jar);
        }
        start(bundle);
        return Attempt.DONE;
    }

    private static Attempt reload(PluginHost host, File file, Bundle bundle) throws IOException, InterruptedException {
        OperationReport report;
        try (InputStream jar = Files.newInputStream(file.toPath())) {
            report = host.reload(bundle.getBundleId(), jar);
        }
        if (report.outcome() == OperationOutcome.DONE) {
            return Attempt.DONE;
        }
        LOG.log(
                report.outcome() == OperationOutcome.ROLLED_BACK
                        ? Level.INFO
                        : Level.WARNING, // the host has warned of a rollback
                "{0} is not taken; it is tried again when another jar changes: {1}: {2}",
                file,
                report.outcome(),
                report.remark());
        boolean ran = report.steps().stream().anyMatch(step -> step.name().equals("update bundle"));
        return ran ? Attempt.IN_VAIN : Attempt.BEGUN;
    }

    private static boolean isPlugin(PluginHost host, Bundle bundle) {
        return host.plugins().stream().anyMatch(plugin -> plugin.bundleId == bundle.getBundleId());
    }

    /** Marks it at least, so that it starts when what it needs has come. */
    private static void start(Bundle bundle) {
        try {
            bundle.start();
        } catch (BundleException e) {
            LOG.log(Level.DEBUG, bundle + " does not start yet", e); // whether it does now is told by the aftermath
        }
    }
}
