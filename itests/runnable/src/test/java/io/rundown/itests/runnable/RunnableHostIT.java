package io.rundown.itests.runnable;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.rundown.itests.plugins.PluginJar;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/** The runnable host, as those use it who copy jars into a folder. */
class RunnableHostIT extends WatchedFolder {

    private static final int REPLACEMENTS = 20;
    private static final int KILLS = 4;

    @Test
    void jarsComeAreReplacedAndGoWithoutABrokenCall() throws Exception {
        try (HostProcess host = HostProcess.start(folder, List.of())) {
            PluginJar.API.copyTo(plugins, "1.0.0");
            PluginJar.CLIENT.copyTo(plugins, "1.0.0");
            PluginJar.PROVIDER.copyTo(plugins, "1.0.0");
            untilVersion(host, "1.0.0");
            long without = count("none");
            for (int i = 1; i <= REPLACEMENTS; i++) {
                PluginJar.PROVIDER.copyTo(plugins, "1.0." + i);
                untilVersion(host, "1.0." + i);
            }
            untilCallsComplete(host);
            assertNothingBroke();
            assertEquals(0, count("rejected"));
            assertEquals(without, count("none"), "calls that found no service");
            Files.delete(PluginJar.PROVIDER.in(plugins));
            until(host, "gone", () -> count("none") > without + 1000);
            assertNothingBroke();
            host.terminate();
            assertEquals(0, host.end(PATIENCE_SECONDS), host::toString);
            assertNothingBroke();
        }
    }

    @Test
    void afterSigkillDuringAReloadTheNextStartIsSound() throws Exception {
        HostProcess host = startWithAll();
        try {
            for (int i = 1; i <= KILLS; i++) {
                PluginJar.PROVIDER.copyTo(plugins, "2.0." + i);
                Thread.sleep(ThreadLocalRandom.current().nextInt(800)); // somewhere in the reload
                host.kill();
                Files.deleteIfExists(folder.resolve("report")); // it is of the process before
                host = HostProcess.start(folder, List.of());
                untilVersion(host, "2.0." + i);
                untilCallsComplete(host);
                assertNothingBroke();
            }
            host.terminate();
            assertEquals(0, host.end(PATIENCE_SECONDS));
        } finally {
            host.close();
        }
    }

    @Test
    void whatIsNoBundleDisturbsNobody() throws Exception {
        try (HostProcess host = startWithAll()) {
            Files.writeString(plugins.resolve("notes.jar"), "no jar at all");
            long without = count("none");
            copySlowly(PluginJar.PROVIDER.bytes("3.0.0"), PluginJar.PROVIDER.in(plugins));
            untilVersion(host, "3.0.0");
            untilCallsComplete(host);
            assertNothingBroke();
            assertEquals(without, count("none"), "calls that found no service");
        }
    }

    /** Slower than the folder is looked at. */
    private static void copySlowly(byte[] jar, Path file) throws Exception {
        int parts = 20;
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int i = 0; i < parts; i++) {
                int from = jar.length * i / parts;
                out.write(jar, from, jar.length * (i + 1) / parts - from);
                out.flush();
                Thread.sleep(60);
            }
        }
    }

    @Test
    void corruptRevisionTakesNothingAwayAndCanBeReplaced() throws Exception {
        try (HostProcess host = startWithAll()) {
            byte[] whole = PluginJar.PROVIDER.bytes("3.0.0");
            Files.write(PluginJar.PROVIDER.in(plugins), Arrays.copyOf(whole, whole.length / 2));
            until(host, "told", () -> host.output().contains("provider.jar"));
            untilCallsComplete(host);
            assertNothingBroke();
            assertEquals("1.0.0", report().getProperty("version"), "the old revision serves");
            Files.write(PluginJar.PROVIDER.in(plugins), whole);
            untilVersion(host, "3.0.0");
            untilCallsComplete(host);
            assertNothingBroke();
        }
    }

    @Test
    void whatWasDeletedWhileTheHostDidNotRunIsGone() throws Exception {
        try (HostProcess host = startWithAll()) {
            host.terminate();
            assertEquals(0, host.end(PATIENCE_SECONDS));
        }
        Files.delete(PluginJar.PROVIDER.in(plugins));
        Files.delete(folder.resolve("report"));
        try (HostProcess host = HostProcess.start(folder, List.of())) {
            until(host, "calling in vain", () -> count("none") > 1000);
            assertEquals(0, count("completed"));
            host.terminate();
            assertEquals(0, host.end(PATIENCE_SECONDS));
        }
    }

    @Test
    void whatWasReplacedWhileTheHostDidNotRunNeverServes() throws Exception {
        try (HostProcess host = startWithAll()) {
            host.terminate();
            assertEquals(0, host.end(PATIENCE_SECONDS));
        }
        Path jar = PluginJar.PROVIDER.in(plugins);
        Files.write(jar, PluginJar.PROVIDER.bytes("0.9.0"));
        Files.setLastModifiedTime(jar, FileTime.from(Instant.parse("2020-01-01T00:00:00Z"))); // as of a backup
        Files.delete(folder.resolve("report"));
        try (HostProcess host = HostProcess.start(folder, List.of())) {
            untilVersion(host, "0.9.0");
            untilCallsComplete(host);
            assertEquals("0.9.0", report().getProperty("first"));
        }
    }

    @Test
    void startWithNothingNewUpdatesNothing() throws Exception {
        String before;
        try (HostProcess host = startWithAll()) {
            before = report().getProperty("seen");
            host.terminate();
            assertEquals(0, host.end(PATIENCE_SECONDS));
        }
        Files.delete(folder.resolve("report"));
        try (HostProcess host = HostProcess.start(folder, List.of())) {
            untilCallsComplete(host);
            Files.writeString(plugins.resolve("notes.jar"), "no jar at all");
            until(host, "looked at the folder", () -> host.output().contains("notes.jar"));
            untilCallsComplete(host);
            assertEquals(before, report().getProperty("seen"));
        }
    }

    @Test
    void folderBehindALinkIsTheSameOneAtEachStart() throws Exception {
        copyAll();
        Files.createSymbolicLink(folder.resolve("link"), plugins);
        String before;
        try (HostProcess host = HostProcess.start(folder, List.of(), "--plugins", "link")) {
            untilVersion(host, "1.0.0");
            untilCallsComplete(host);
            before = report().getProperty("seen");
            endsWith(0, host);
        }
        forgetReport();
        try (HostProcess host = HostProcess.start(folder, List.of(), "--plugins", "link")) {
            untilCallsComplete(host);
            assertEquals(before, report().getProperty("seen"));
        }
    }

    @Test
    void providerAndClientMeetOnTheNextRevisionOfTheirApi() throws Exception {
        try (HostProcess host = startWithAll()) {
            PluginJar.API.copyTo(plugins, "1.1.0");
            until(host, "moved", () -> "1.1.0".equals(report().getProperty("api")));
            untilCallsComplete(host);
            PluginJar.CLIENT.copyTo(plugins, "1.1.0");
            until(host, "replaced", () -> "1.1.0".equals(report().getProperty("client")));
            untilCallsComplete(host);
            PluginJar.PROVIDER.copyTo(plugins, "1.1.0");
            untilVersion(host, "1.1.0");
            untilCallsComplete(host);
            assertNothingBroke();
        }
    }

    @Test
    void orderOfArrivalDoesNotMatter() throws Exception {
        PluginJar.PROVIDER.copyTo(plugins, "1.0.0");
        PluginJar.CLIENT.copyTo(plugins, "1.0.0");
        try (HostProcess host = HostProcess.start(folder, List.of())) {
            until(host, "told", () -> host.output().contains("sample.provider"));
            PluginJar.API.copyTo(plugins, "1.0.0");
            untilVersion(host, "1.0.0");
            untilCallsComplete(host);
            assertNothingBroke();
        }
    }
}
