package io.rundown.host.folder;

import java.io.File;
import java.io.IOException;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Constants;

/** Whether a file is a bundle. The framework itself takes any jar: without the headers it is an active bundle of nothing. */
final class BundleJar {

    /** It is not, and will not be before the file changes. */
    static final class NoBundle extends IOException {

        private static final long serialVersionUID = 1L;

        NoBundle(String message) {
            super(message);
        }
    }

    private BundleJar() {}

    /**
     * Looks at its manifest.
     *
     * @throws NoBundle if it is none, or not there to its end yet; the message says what to do
     * @throws IOException if it cannot be read now
     */
    static void check(File file) throws IOException {
        @Nullable Manifest manifest;
        try (JarFile jar = new JarFile(file)) {
            manifest = jar.getManifest();
        } catch (ZipException e) {
            throw new NoBundle("it cannot be read as a jar; copy it again, to its end: " + e);
        }
        if (manifest == null || manifest.getMainAttributes().getValue(Constants.BUNDLE_SYMBOLICNAME) == null) {
            throw new NoBundle(
                    "it is a jar, but no bundle: its manifest has no " + Constants.BUNDLE_SYMBOLICNAME
                            + "; have bnd or a plugin of its build write the OSGi headers, or put it into the bundle that needs it");
        }
    }
}
