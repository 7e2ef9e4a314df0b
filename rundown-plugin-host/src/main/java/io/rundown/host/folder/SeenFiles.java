package io.rundown.host.folder;

import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Length and time of each file when it was tried last, and how that ended, kept over a restart. File Install compares, too, but forgets
 * what somebody else has installed: it has every jar updated whenever the framework starts.
 */
final class SeenFiles {

    /** No file: those have absolute paths. */
    private static final String FOLDER = "folder";

    private static final String SEPARATOR = ", ";

    private final Path store;
    private final Properties seen = new Properties();

    /** Those that a file tells of; none if it cannot be read. */
    SeenFiles(Path store) {
        this.store = store;
        if (Files.exists(store)) {
            try (Reader reader = Files.newBufferedReader(store)) {
                seen.load(reader);
            } catch (IOException | IllegalArgumentException e) {
                seen.clear(); // all are updated again, that is all
            }
        }
    }

    /** What tells a state of a file from the next one. */
    static String state(File file) {
        return file.length() + " bytes of " + file.lastModified();
    }

    /** Whether there was such a file. */
    synchronized boolean knows(File file) {
        return seen.containsKey(file.getPath());
    }

    /** Whether the file is as it was when it was tried last, and that ended so. */
    synchronized boolean is(File file, Attempt attempt) {
        return value(state(file), attempt).equals(seen.getProperty(file.getPath()));
    }

    /**
     * Remembers it.
     *
     * @param state of before it was read: what comes while it is read is another one
     * @throws UncheckedIOException if it cannot be written down
     */
    synchronized void add(File file, String state, Attempt attempt) {
        seen.setProperty(file.getPath(), value(state, attempt));
        write();
    }

    /** Whether the file, as it was then, was tried and that did not come to an end. */
    synchronized boolean hasOnlyBegun(File file) {
        return seen.getProperty(file.getPath(), "").endsWith(SEPARATOR + Attempt.BEGUN);
    }

    /** The folder that was watched when the framework ran last; {@code null} if nobody said. */
    synchronized @Nullable String folder() {
        return seen.getProperty(FOLDER);
    }

    /**
     * Remembers it.
     *
     * @throws UncheckedIOException if it cannot be written down
     */
    synchronized void setFolder(String folder) {
        if (!folder.equals(seen.setProperty(FOLDER, folder))) {
            write();
        }
    }

    /** A state alone is one that was done. */
    private static String value(String state, Attempt attempt) {
        return attempt == Attempt.DONE ? state : state + SEPARATOR + attempt;
    }

    /** Forgets it. */
    synchronized void remove(File file) {
        if (seen.remove(file.getPath()) != null) {
            write();
        }
    }

    /** All or nothing, whenever the process is killed. */
    private void write() {
        try {
            Path next = store.resolveSibling(store.getFileName() + ".next");
            try (Writer writer = Files.newBufferedWriter(next)) {
                seen.store(writer, null);
            }
            Files.move(next, store, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(store + " cannot be written", e);
        }
    }
}
