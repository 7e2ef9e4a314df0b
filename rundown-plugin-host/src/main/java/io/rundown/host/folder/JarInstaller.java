package io.rundown.host.folder;

import io.rundown.host.OperationOutcome;
import io.rundown.host.OperationReport;
import io.rundown.host.PluginHost;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.util.function.Supplier;
import org.apache.felix.fileinstall.ArtifactInstaller;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.startlevel.BundleStartLevel;

/**
 * Installs, reloads and uninstalls the bundle of a jar in a watched folder. Whatever is called a jar is this installer's, also while it
 * is none: File Install would uninstall a bundle whose file has become something else. What is thrown File Install logs, with the name of
 * the file, and tries again when the file has changed.
 */
final class JarInstaller implements ArtifactInstaller {

    private static final System.Logger LOG = System.getLogger("io.rundown.host");
    private static final String START_LEVEL = "felix.fileinstall.start.level";

    private final BundleContext system;
    private final Supplier<@Nullable PluginHost> hosts;
    private final WatchedJars jars;
    private final SeenFiles seen;
    private final Aftermath aftermath;

    /** Installs with the context of the system bundle, which no refresh takes away. */
    JarInstaller(BundleContext system, Supplier<@Nullable PluginHost> hosts, WatchedJars jars, SeenFiles seen) {
        this.system = system;
        this.hosts = hosts;
        this.jars = jars;
        this.seen = seen;
        this.aftermath = new Aftermath(system, hosts, jars);
    }

    @Override
    public boolean canHandle(File file) {
        return file.getName().endsWith(".jar");
    }

    /** Also what was installed in a run before, and may have changed since. */
    @Override
    public void install(File file) throws Exception {
        Bundle known = jars.bundleOf(file);
        if (known != null) {
            update(file, known);
            return;
        }
        String state = SeenFiles.state(file);
        try (InputStream jar = Files.newInputStream(file.toPath())) {
            known = system.installBundle(WatchedJars.location(file), jar);
        }
        String level = system.getProperty(START_LEVEL);
        if (level != null) {
            known.adapt(BundleStartLevel.class).setStartLevel(Integer.parseInt(level));
        }
        seen.add(file, state);
        start(known);
        aftermath.settle();
    }

    @Override
    public void update(File file) throws Exception {
        Bundle known = jars.bundleOf(file);
        if (known == null) {
            install(file);
        } else {
            update(file, known);
        }
    }

    private void update(File file, Bundle bundle) throws Exception {
        if (seen.isUnchanged(file)) {
            return;
        }
        String state = SeenFiles.state(file);
        try (InputStream jar = Files.newInputStream(file.toPath())) {
            PluginHost host = hosts.get();
            if (host == null || !isPlugin(host, bundle)) {
                bundle.update(jar);
                start(bundle);
            } else {
                OperationReport report = host.reload(bundle.getBundleId(), jar);
                if (report.outcome() != OperationOutcome.DONE) {
                    throw new IOException(report.outcome() + ": " + report.remark());
                }
            }
        } finally {
            seen.add(file, state);
        }
        aftermath.settle();
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

    @Override
    public void uninstall(File file) throws Exception {
        Bundle bundle = jars.bundleOf(file);
        if (bundle != null) {
            bundle.uninstall();
            aftermath.settle();
        }
        seen.remove(file);
    }

    /**
     * Makes the bundles what the files are, before any is started: what was deleted or replaced while nobody looked. Where the folder itself
     * is missing nothing is to be concluded.
     */
    void catchUp() {
        for (Bundle bundle : jars.bundles()) {
            File file = WatchedJars.file(bundle);
            if (file != null && file.getParentFile().isDirectory()) {
                catchUp(bundle, file);
            }
        }
    }

    private void catchUp(Bundle bundle, File file) {
        try {
            if (!file.exists()) {
                bundle.uninstall();
                seen.remove(file);
            } else if (!seen.isUnchanged(file) && !isStarted(bundle)) {
                replace(file, bundle);
            }
        } catch (BundleException | IOException | RuntimeException e) {
            LOG.log(Level.WARNING, bundle + " stays as it was, unlike " + file, e);
        }
    }

    private static boolean isStarted(Bundle bundle) {
        return (bundle.getState() & (Bundle.STARTING | Bundle.ACTIVE | Bundle.STOPPING)) != 0;
    }

    private void replace(File file, Bundle bundle) throws IOException, BundleException {
        String state = SeenFiles.state(file);
        try (InputStream jar = Files.newInputStream(file.toPath())) {
            bundle.update(jar);
        } finally {
            seen.add(file, state);
        }
    }
}
