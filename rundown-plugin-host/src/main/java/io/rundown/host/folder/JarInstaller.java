package io.rundown.host.folder;

import io.rundown.host.OperationOutcome;
import io.rundown.host.OperationReport;
import io.rundown.host.PluginHost;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
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

    /** What the location of a bundle that took another's place has more. */
    private static final String SUCCESSOR = "#rundown=";

    private static final String START_LEVEL = "felix.fileinstall.start.level";

    private final BundleContext system;
    private final Supplier<@Nullable PluginHost> hosts;

    /** Installs with the context of the system bundle, which no refresh takes away. */
    JarInstaller(BundleContext system, Supplier<@Nullable PluginHost> hosts) {
        this.system = system;
        this.hosts = hosts;
    }

    @Override
    public boolean canHandle(File file) {
        return file.getName().endsWith(".jar");
    }

    /** Also what was installed in a run before, and may have changed since. */
    @Override
    public void install(File file) throws Exception {
        Bundle known = bundleOf(file);
        if (known != null && known.getState() != Bundle.ACTIVE) {
            known.uninstall(); // whatever a process that was killed has left of it
            known = null;
        }
        if (known == null) {
            try (InputStream jar = Files.newInputStream(file.toPath())) {
                known = system.installBundle(location(file), jar);
            }
            String level = system.getProperty(START_LEVEL);
            if (level != null) {
                known.adapt(BundleStartLevel.class).setStartLevel(Integer.parseInt(level));
            }
        } else if (known.getLastModified() < file.lastModified()) {
            update(known, file);
        }
        known.start();
    }

    @Override
    public void update(File file) throws Exception {
        Bundle known = bundleOf(file);
        if (known == null) {
            install(file);
        } else {
            update(known, file);
        }
    }

    private void update(Bundle bundle, File file) throws Exception {
        PluginHost host = hosts.get();
        try (InputStream jar = Files.newInputStream(file.toPath())) {
            if (host == null || !isPlugin(host, bundle)) {
                bundle.update(jar);
                bundle.start();
                return;
            }
            OperationReport report = host.reload(bundle.getBundleId(), jar);
            if (report.outcome() != OperationOutcome.DONE) {
                throw new IOException(report.outcome() + ": " + report.remark());
            }
        }
    }

    private static boolean isPlugin(PluginHost host, Bundle bundle) {
        return host.plugins().stream().anyMatch(plugin -> plugin.bundleId == bundle.getBundleId());
    }

    @Override
    public void uninstall(File file) throws Exception {
        Bundle bundle = bundleOf(file);
        if (bundle != null) {
            bundle.uninstall();
        }
    }

    /** Uninstalls what was deleted while nobody looked. */
    void removeWhatHasGone(@Nullable String folder) {
        if (folder == null) {
            return;
        }
        String prefix = new File(folder).toURI().toString();
        for (Bundle bundle : system.getBundles()) {
            String location = bundle.getLocation();
            if (location.startsWith(prefix) && !new File(URI.create(withoutMark(location))).exists()) {
                try {
                    bundle.uninstall();
                } catch (BundleException | IllegalStateException e) {
                    System.getLogger("io.rundown.host")
                            .log(System.Logger.Level.WARNING, bundle + " has no file any more, and stays", e);
                }
            }
        }
    }

    private @Nullable Bundle bundleOf(File file) {
        String location = location(file);
        for (Bundle bundle : system.getBundles()) {
            if (withoutMark(bundle.getLocation()).equals(location)) {
                return bundle;
            }
        }
        return null;
    }

    private static String withoutMark(String location) {
        int mark = location.indexOf(SUCCESSOR);
        return mark < 0 ? location : location.substring(0, mark);
    }

    private static String location(File file) {
        return file.toURI().toString();
    }
}
