package io.rundown.host.impl.operation;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;

/**
 * The content of an installed bundle as a jar, to go back to it. Frameworks keep no older revision, and the
 * location that a bundle came from may have another one by now. Entries are copied as they are, those of a signature
 * included.
 */
final class BundleContent {

    private static final String MANIFEST = "META-INF/MANIFEST.MF";

    private BundleContent() {}

    /**
     * Writes it into a file.
     *
     * @throws IOException if it cannot be read, or not be written
     * @throws IllegalStateException if the bundle has been uninstalled
     */
    static void copy(Bundle bundle, Path jar) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                ZipOutputStream out = new ZipOutputStream(file)) {
            add(bundle, MANIFEST, out); // first: streams are read for it from the begin
            addFolder(bundle, "/", out);
        }
    }

    private static void addFolder(Bundle bundle, String folder, ZipOutputStream out) throws IOException {
        @Nullable Enumeration<String> paths = bundle.getEntryPaths(folder);
        if (paths == null) {
            return;
        }
        for (String path : Collections.list(paths)) {
            if (path.endsWith("/")) {
                addFolder(bundle, path, out);
            } else if (!path.equals(MANIFEST)) {
                add(bundle, path, out);
            }
        }
    }

    private static void add(Bundle bundle, String path, ZipOutputStream out) throws IOException {
        @Nullable URL entry = bundle.getEntry(path);
        if (entry == null) {
            throw new IOException(bundle + " has no " + path);
        }
        out.putNextEntry(new ZipEntry(path));
        try (InputStream in = entry.openStream()) {
            in.transferTo(out);
        }
        out.closeEntry();
    }
}
