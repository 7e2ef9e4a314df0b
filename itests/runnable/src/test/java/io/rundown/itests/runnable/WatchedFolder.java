package io.rundown.itests.runnable;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.rundown.itests.plugins.PluginJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A folder of jars for a runnable host, and what the client among them reports. */
@Timeout(180)
abstract class WatchedFolder {

    static final long PATIENCE_SECONDS = 60;

    @TempDir
    Path folder;

    Path plugins;

    @BeforeEach
    void makePluginFolder() throws IOException {
        plugins = Files.createDirectory(folder.resolve("plugins"));
    }

    final Properties report() throws IOException {
        Properties report = new Properties();
        if (Files.exists(folder.resolve("report"))) {
            report.load(Files.newBufferedReader(folder.resolve("report")));
        }
        return report;
    }

    final long count(String what) throws IOException {
        return Long.parseLong(report().getProperty(what, "0"));
    }

    final void until(HostProcess host, String what, Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + PATIENCE_SECONDS * 1_000_000_000;
        while (!condition.call()) {
            if (System.nanoTime() - end > 0 || !host.isAlive()) {
                throw new AssertionError("not " + what + ": " + report() + "\n" + host.output());
            }
            Thread.sleep(10);
        }
    }

    final void untilVersion(HostProcess host, String version) throws Exception {
        until(host, version, () -> version.equals(report().getProperty("version")));
    }

    final void untilCallsComplete(HostProcess host) throws Exception {
        long before = count("completed");
        until(host, "calling", () -> count("completed") > before + 1000);
    }

    final void assertNothingBroke() throws IOException {
        assertEquals(0, count("broken"), () -> "broken calls");
    }

    final HostProcess startWithAll(String... jvm) throws Exception {
        copyAll();
        HostProcess host = HostProcess.start(folder, List.of(jvm));
        untilVersion(host, "1.0.0");
        untilCallsComplete(host);
        return host;
    }

    final void copyAll() throws IOException {
        PluginJar.API.copyTo(plugins, "1.0.0");
        PluginJar.PROVIDER.copyTo(plugins, "1.0.0");
        PluginJar.CLIENT.copyTo(plugins, "1.0.0");
    }

    /** Deletes the report, which is of a process before. */
    final void forgetReport() throws IOException {
        Files.deleteIfExists(folder.resolve("report"));
    }

    /** Has the client make a call that lasts, and waits until it is inside. */
    final void stayInside(HostProcess host, long millis) throws Exception {
        Files.writeString(folder.resolve("stay"), Long.toString(millis));
        until(host, "inside", () -> Files.exists(folder.resolve("inside")));
    }

    final void untilTold(HostProcess host, String text) throws Exception {
        until(host, "told: " + text, () -> host.output().contains(text));
    }

    final void untilCallsFindNothing(HostProcess host) throws Exception {
        long before = count("none");
        until(host, "gone", () -> count("none") > before + 1000);
    }

    final void endsWith(int code, HostProcess host) throws Exception {
        host.terminate();
        assertEquals(code, host.end(PATIENCE_SECONDS), host.output());
    }
}
