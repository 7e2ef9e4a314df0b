package io.rundown.host.impl.operation;

import io.rundown.host.impl.log.HostLog;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;

/**
 * A revision of a bundle in a file of its own, so that nothing is stopped before all of it is there. Closing deletes
 * the file.
 */
final class Revision implements AutoCloseable {

    private static final System.Logger LOG = HostLog.get();

    private final Path jar;

    private Revision(Path jar) {
        this.jar = jar;
    }

    /**
     * Reads one to its end and looks at it.
     *
     * @throws IOException if it cannot be read, or is no bundle
     */
    static Revision read(InputStream content) throws IOException {
        Revision revision = new Revision(Files.createTempFile("rundown", ".jar"));
        try {
            Files.copy(content, revision.jar, StandardCopyOption.REPLACE_EXISTING);
            revision.check();
            return revision;
        } catch (IOException | RuntimeException | Error e) {
            revision.close();
            throw e;
        }
    }

    /**
     * The one that a bundle has.
     *
     * @throws IOException if its content cannot be read
     * @throws IllegalStateException if it has been uninstalled
     */
    static Revision of(Bundle bundle) throws IOException {
        Revision revision = new Revision(Files.createTempFile("rundown", ".jar"));
        try {
            BundleContent.copy(bundle, revision.jar);
            return revision;
        } catch (IOException | RuntimeException | Error e) {
            revision.close();
            throw e;
        }
    }

    private void check() throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            @Nullable Manifest manifest = file.getManifest();
            if (manifest == null || manifest.getMainAttributes().getValue(Constants.BUNDLE_SYMBOLICNAME) == null) {
                throw new IOException(
                        "it is a jar, but no bundle: its manifest has no " + Constants.BUNDLE_SYMBOLICNAME);
            }
        }
    }

    /** Makes it the bundle's; the framework stops and starts the bundle for that if it is active. */
    void install(Bundle bundle) throws BundleException, IOException {
        try (InputStream in = Files.newInputStream(jar)) {
            bundle.update(in);
        }
    }

    /** Makes it a bundle of its own. */
    Bundle installAs(BundleContext context, String location) throws BundleException, IOException {
        try (InputStream in = Files.newInputStream(jar)) {
            return context.installBundle(location, in);
        }
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(jar);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "{0} cannot be deleted: {1}", jar, e);
        }
    }
}
