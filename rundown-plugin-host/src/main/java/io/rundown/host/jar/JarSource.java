package io.rundown.host.jar;

import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The jar that somebody means, who may give a URL or the path of a file. */
public final class JarSource {

    /** Two letters at least: {@code C:} is a drive. */
    private static final Pattern URL_OF_SOME_KIND = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:.*");

    private JarSource() {}

    /**
     * Opens it. May block as long as the one who has it.
     *
     * @throws IllegalArgumentException if it is neither a URL nor a path, or not the path of a file; the message says what to give
     * @throws IOException if it cannot be read; the message names it
     */
    public static InputStream open(@Nullable String given) throws IOException {
        if (given == null || given.isBlank()) {
            throw new IllegalArgumentException("no jar is named; give its URL, or the path of its file");
        }
        return URL_OF_SOME_KIND.matcher(given).matches() ? openUrl(given) : openFile(given);
    }

    private static InputStream openUrl(String given) throws IOException {
        URL url;
        try {
            url = new URL(given);
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(
                    "'" + given + "' is no URL: " + e.getMessage()
                            + "; give a URL such as file:/plugins/some.jar, or the path of a file",
                    e);
        }
        try {
            return url.openStream();
        } catch (IOException e) {
            throw new IOException("'" + given + "' cannot be read: " + e.getMessage(), e);
        }
    }

    private static InputStream openFile(String given) throws IOException {
        Path file;
        try {
            file = Path.of(given).toAbsolutePath();
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("'" + given + "' is neither a URL nor a path: " + e.getMessage(), e);
        }
        if (Files.isDirectory(file)) {
            throw new IllegalArgumentException(file + " is a folder; give the URL of a jar, or the path of its file");
        }
        try {
            return Files.newInputStream(file);
        } catch (NoSuchFileException e) {
            throw new IOException("there is no file " + file + "; give the URL of a jar, or the path of its file", e);
        }
    }
}
