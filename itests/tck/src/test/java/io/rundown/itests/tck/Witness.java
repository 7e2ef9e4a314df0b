package io.rundown.itests.tck;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * What the witness bundle wrote down at the end of a run.
 *
 * @param plugins how many plugins the host had
 * @param proxies how many proxies were registered
 * @param drains how many of its drains it remembered, which are the last 100 at most
 */
record Witness(int plugins, int proxies, int drains) {

    static Witness read(Path file) throws IOException {
        Properties written = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            written.load(reader);
        }
        return new Witness(number(written, "plugins"), number(written, "proxies"), number(written, "drains"));
    }

    private static int number(Properties written, String key) {
        return Integer.parseInt(written.getProperty(key));
    }
}
