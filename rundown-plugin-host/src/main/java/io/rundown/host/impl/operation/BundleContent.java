package io.rundown.host.impl.operation;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;

/**
 * The content of an installed bundle as a jar, to go back to it. Frameworks keep no older revision, and the
 * location that a bundle came from may have another one by now.
 *
 * <p>Entries are copied as they are, those of a signature included. The copy is not compressed: it lives as long as one
 * operation, and to deflate 50 MB takes longer than to write them.
 */
final class BundleContent {

    private static final String MANIFEST = "META-INF/MANIFEST.MF";

    /** A jar is written in pieces of a few bytes, and each would be a call of the operating system. */
    private static final int BUFFER_BYTES = 1 << 16;

    private BundleContent() {}

    /**
     * Writes it into a file.
     *
     * @throws IOException if it cannot be read, or not be written
     * @throws IllegalStateException if the bundle has been uninstalled
     */
    static void copy(Bundle bundle, Path jar) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar)) {
            write(bundle, file);
        }
    }

    /** Writes it into a stream, in large pieces, and closes the stream. */
    static void write(Bundle bundle, OutputStream stream) throws IOException {
        try (ZipOutputStream out = new ZipOutputStream(new BufferedOutputStream(stream, BUFFER_BYTES))) {
            out.setLevel(Deflater.NO_COMPRESSION);
            addFile(bundle, MANIFEST, out); // readers of a stream expect it first
            addContent(bundle, out);
        }
    }

    /** Adds what is in each folder right behind the folder, however deep it is: readers of a stream expect signatures first. */
    private static void addContent(Bundle bundle, ZipOutputStream out) throws IOException {
        Deque<Iterator<String>> open = new ArrayDeque<>();
        open.push(paths(bundle, "/"));
        while (!open.isEmpty()) {
            Iterator<String> paths = open.peek();
            if (!paths.hasNext()) {
                open.pop();
                continue;
            }
            String path = paths.next();
            if (path.endsWith("/")) {
                addFolder(path, out);
                open.push(paths(bundle, path));
            } else if (!path.equals(MANIFEST)) {
                addFile(bundle, path, out);
            }
        }
    }

    private static Iterator<String> paths(Bundle bundle, String folder) {
        @Nullable Enumeration<String> paths = bundle.getEntryPaths(folder);
        return paths == null ? Collections.emptyIterator() : paths.asIterator();
    }

    /** A folder has an entry of its own: it may be empty, or be a resource that the bundle looks up. */
    private static void addFolder(String folder, ZipOutputStream out) throws IOException {
        out.putNextEntry(new ZipEntry(folder));
        out.closeEntry();
    }

    private static void addFile(Bundle bundle, String path, ZipOutputStream out) throws IOException {
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
