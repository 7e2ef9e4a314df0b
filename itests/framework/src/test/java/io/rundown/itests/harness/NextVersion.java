package io.rundown.itests.harness;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.osgi.framework.Constants;

/** The jar of a sample with a version that none has had before. */
public final class NextVersion {

    private static final AtomicInteger VERSIONS = new AtomicInteger();

    private NextVersion() {}

    public static InputStream of(String location) throws IOException {
        return of(location, null);
    }

    /**
     * The same as a revision of another sample.
     *
     * @param symbolicName of the other one; {@code null} to leave it
     */
    public static InputStream of(String location, String symbolicName) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarInputStream in = new JarInputStream(URI.create(location).toURL().openStream())) {
            Manifest manifest = new Manifest(in.getManifest());
            manifest.getMainAttributes().putValue(Constants.BUNDLE_VERSION, "2.0." + VERSIONS.incrementAndGet());
            if (symbolicName != null) {
                manifest.getMainAttributes().putValue(Constants.BUNDLE_SYMBOLICNAME, symbolicName);
            }
            try (JarOutputStream out = new JarOutputStream(bytes, manifest)) {
                for (JarEntry entry = in.getNextJarEntry(); entry != null; entry = in.getNextJarEntry()) {
                    out.putNextEntry(new JarEntry(entry.getName()));
                    in.transferTo(out);
                    out.closeEntry();
                }
            }
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }
}
