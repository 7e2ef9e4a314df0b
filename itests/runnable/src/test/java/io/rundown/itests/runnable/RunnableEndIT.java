package io.rundown.itests.runnable;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How the runnable host ends, and is begun with: signals, exit codes, command lines. */
class RunnableEndIT extends WatchedFolder {

    private static final int SIGINT = 2;

    @Test
    void sigtermWaitsForTheCallInFlightAndEndsWithZero() throws Exception {
        try (HostProcess host = startWithAll()) {
            Files.writeString(folder.resolve("stay"), "1500");
            until(host, "inside", () -> Files.exists(folder.resolve("inside")));
            host.terminate();
            assertEquals(0, host.end(PATIENCE_SECONDS));
            assertTrue(Files.exists(folder.resolve("left")), "the call ended in peace: " + host.output());
            assertNothingBroke();
        }
    }

    @Test
    void sigintIsAsSigterm() throws Exception {
        assumeTrue(!isIgnored(SIGINT), "the build was started in the background of a shell");
        try (HostProcess host = startWithAll()) {
            stayInside(host, 1500);
            host.interrupt();
            assertEquals(0, host.end(PATIENCE_SECONDS));
            assertTrue(Files.exists(folder.resolve("left")), "the call ended in peace: " + host.output());
        }
    }

    /** Children inherit that. */
    private static boolean isIgnored(int signal) throws Exception {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return false;
        }
        String ignored = Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .findFirst()
                .orElse("SigIgn: 0");
        long mask = Long.parseUnsignedLong(ignored.substring("SigIgn:".length()).strip(), 16);
        return (mask >> (signal - 1) & 1) == 1;
    }

    @Test
    void sigtermDoesNotCutShortAStopThatGoesOn() throws Exception {
        try (HostProcess host = startWithAll()) {
            stayInside(host, 2500);
            Files.writeString(folder.resolve("stop"), "");
            untilTold(host, "FRAMEWORK_STOPPING");
            endsWith(0, host);
            assertTrue(Files.exists(folder.resolve("left")), "the call ended in peace: " + host.output());
        }
    }

    @Test
    void pluginThatHangsInItsStopIsLeftBehind() throws Exception {
        try (HostProcess host = startWithAll("-Drundown.shutdown.budget=PT1S", "-Dprovider.stop.millis=600000")) {
            long before = System.nanoTime();
            endsWith(4, host);
            assertTrue(
                    System.nanoTime() - before < 30_000_000_000L,
                    "1 s, the grace of 10 s, and some for a slow machine");
            assertTrue(host.output().contains("hang in their stop() or start(): sample.provider"), host.output());
        }
    }

    @Test
    void sigtermWithACallThatDoesNotEndIsObeyedWithinTheBudget() throws Exception {
        try (HostProcess host = startWithAll("-Drundown.shutdown.budget=PT2S")) {
            Files.writeString(folder.resolve("stay"), "600000");
            until(host, "inside", () -> Files.exists(folder.resolve("inside")));
            long before = System.nanoTime();
            host.terminate();
            assertEquals(0, host.end(PATIENCE_SECONDS));
            assertTrue(host.output().contains("TIMED_OUT"), "the last drain is told: " + host.output());
            assertTrue(System.nanoTime() - before < 6_000_000_000L, "2 s and what a framework takes to stop");
        }
    }

    @Test
    void helpAndVersion() throws Exception {
        assertPrinted(0, "4 a plugin did not stop", "--help");
        assertPrinted(0, "rundown host ", "--version");
    }

    @Test
    void folderThatCannotBeRead() throws Exception {
        Path closed = Files.createDirectory(folder.resolve("closed"));
        assumeTrue(closed.toFile().setReadable(false) && !Files.isReadable(closed), "root reads everything");
        assertPrinted(2, "cannot be read", "--plugins", closed.toString());
    }

    @Test
    void commandLinesThatMakeNoSense() throws Exception {
        assertPrinted(2, "not there", "--plugins", folder.resolve("no.such").toString());
        assertPrinted(
                2,
                "not a folder",
                "--plugins",
                Files.createFile(folder.resolve("file")).toString());
        assertPrinted(2, "needs a folder", "--storage");
        assertPrinted(2, "is not understood", "--pluggins");
        try (HostProcess first = startWithAll()) {
            assertPrinted(3, "another host runs");
            assertTrue(first.isAlive());
        }
    }

    private void assertPrinted(int code, String message, String... arguments) throws Exception {
        try (HostProcess host = HostProcess.start(folder, List.of(), arguments)) {
            assertEquals(code, host.end(PATIENCE_SECONDS), host.output());
            assertTrue(host.output().contains(message), host.output());
        }
    }
}
