package io.rundown.itests.runnable;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.rundown.itests.plugins.PluginJar;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What users do to a folder beyond copying jars in: in any order, by halves, to the folder itself. */
class RunnableFolderIT extends WatchedFolder {

    private static final String SYMBOLIC_NAME = "Bundle-SymbolicName";

    /** Has File Install wait for events of the folder instead of listing it, as it does by itself outside the runnable host. */
    private static final String INOTIFY = "-Dfelix.fileinstall.disableNio2=false";

    /** A revision that cannot be resolved before there is another API. */
    private void copyProviderOfNextApi() throws IOException {
        Files.write(
                PluginJar.PROVIDER.in(plugins),
                PluginJar.PROVIDER.bytes("2.0.0", Map.of("Require-Bundle", "sample.api;bundle-version=2")));
    }

    @Test
    void deletedApiLeavesTheFolderAtWork() throws Exception {
        try (HostProcess host = startWithAll()) {
            int before = host.output().length();
            Files.delete(PluginJar.API.in(plugins));
            until(
                    host,
                    "refreshed",
                    () -> host.output().substring(before).matches("(?s).*sample.client \\[\\d+] does not start.*"));
            forgetReport();
            PluginJar.PROVIDER.copyTo(plugins, "1.0.1");
            PluginJar.API.copyTo(plugins, "1.1.0");
            untilVersion(host, "1.0.1");
            untilCallsComplete(host);
            assertNothingBroke();
            assertFalse(host.output().contains("Failed to"), host.output()); // File Install, of what was thrown
        }
    }

    @Test
    void whatWasRolledBackIsTriedAgainWhenAnotherJarChanges() throws Exception {
        try (HostProcess host = startWithAll()) {
            copyProviderOfNextApi();
            untilTold(host, "ROLLED_BACK");
            untilCallsComplete(host);
            assertEquals("1.0.0", report().getProperty("version"));
            PluginJar.API.copyTo(plugins, "2.0.0");
            untilVersion(host, "2.0.0");
            untilCallsComplete(host);
            assertNothingBroke();
        }
    }

    @Test
    void whatWasRolledBackIsTriedAgainAfterARestartWhileTheOldRevisionServes() throws Exception {
        try (HostProcess host = startWithAll()) {
            copyProviderOfNextApi();
            untilTold(host, "ROLLED_BACK");
            endsWith(0, host);
        }
        forgetReport();
        try (HostProcess host = HostProcess.start(folder, List.of())) {
            untilTold(host, "ROLLED_BACK");
            untilCallsComplete(host);
            assertEquals("1.0.0", report().getProperty("version"));
            PluginJar.API.copyTo(plugins, "2.0.0");
            untilVersion(host, "2.0.0");
            assertNothingBroke();
        }
    }

    @Test
    void reloadThatWasGivenUpIsDoneBeforeTheNextStart() throws Exception {
        String[] abort = {"-Drundown.drain.timeout=PT1S", "-Drundown.drain.on-timeout=abort"};
        try (HostProcess host = startWithAll(abort)) {
            stayInside(host, 3000);
            PluginJar.PROVIDER.copyTo(plugins, "2.0.0");
            untilTold(host, "ABORTED");
            until(host, "left", () -> Files.exists(folder.resolve("left")));
            assertEquals("1.0.0", report().getProperty("version"));
            endsWith(0, host);
        }
        forgetReport();
        try (HostProcess host = HostProcess.start(folder, List.of(abort))) {
            untilVersion(host, "2.0.0");
            assertEquals("2.0.0", report().getProperty("first"));
        }
    }

    @Test
    void duplicateTakesThePlaceOfTheJarThatWent() throws Exception {
        Path copy = plugins.resolve("copy.jar");
        try (HostProcess host = startWithAll()) {
            Files.copy(PluginJar.PROVIDER.in(plugins), copy);
            untilTold(host, "copy.jar is not taken");
            String before = provider();
            Files.delete(PluginJar.PROVIDER.in(plugins));
            until(
                    host,
                    "another bundle",
                    () -> !provider().equals(before) && !provider().isEmpty());
            untilCallsComplete(host);
            Files.delete(copy);
            untilCallsFindNothing(host);
            assertNothingBroke();
        }
    }

    /** The bundle that the client sees, with its id; empty if there is none. */
    private String provider() throws IOException {
        Matcher bundle = Pattern.compile("sample\\.provider \\[\\d+]").matcher(report().getProperty("seen", ""));
        return bundle.find() ? bundle.group() : "";
    }

    @Test
    void jarWithoutHeadersIsRefused() throws Exception {
        ByteArrayOutputStream library = new ByteArrayOutputStream();
        new JarOutputStream(library, new Manifest()).close();
        try (HostProcess host = startWithAll()) {
            Files.write(plugins.resolve("library.jar"), library.toByteArray());
            untilTold(host, "library.jar is not taken: it is a jar, but no bundle");
            untilCallsComplete(host);
            assertNothingBroke();
        }
    }

    @Test
    void folderThatVanishesTakesNothingAway() throws Exception {
        Path away = folder.resolve("away");
        try (HostProcess host = startWithAll(INOTIFY)) {
            Files.move(plugins, away);
            untilLossIsTold(host, away);
            long without = count("none");
            untilCallsComplete(host);
            Files.move(away, plugins);
            PluginJar.PROVIDER.copyTo(plugins, "2.0.0");
            untilVersion(host, "2.0.0");
            untilCallsComplete(host);
            assertEquals(without, count("none"), "calls that found no service");
            assertNothingBroke();
        }
    }

    @Test
    void folderThatIsMadeAnewIsWatched() throws Exception {
        Path next = Files.createDirectory(folder.resolve("next"));
        PluginJar.API.copyTo(next, "1.0.0");
        PluginJar.PROVIDER.copyTo(next, "2.0.0");
        PluginJar.CLIENT.copyTo(next, "1.0.0");
        try (HostProcess host = startWithAll()) {
            Thread.sleep(2000); // ten polls, since with inotify File Install looks at all files right after an event
            Files.move(plugins, folder.resolve("away"));
            Files.move(next, plugins);
            untilVersion(host, "2.0.0");
            untilCallsComplete(host);
            assertNothingBroke();
            PluginJar.PROVIDER.copyTo(plugins, "3.0.0");
            untilVersion(host, "3.0.0");
        }
    }

    @Test
    void whatIsNotInAFolderThatCameBackIsGone() throws Exception {
        Path away = folder.resolve("away");
        try (HostProcess host = startWithAll(INOTIFY)) {
            Files.move(plugins, away);
            untilLossIsTold(host, away);
            Files.delete(PluginJar.PROVIDER.in(away));
            Files.move(away, plugins);
            PluginJar.CLIENT.copyTo(plugins, "2.0.0");
            untilCallsFindNothing(host);
        }
    }

    /**
     * Waits until File Install has told that the files of a folder are gone, which was moved away. With inotify it looks at files only if
     * something happens in the folder. So files come and go in it, where it is now, since inotify follows it there.
     */
    private void untilLossIsTold(HostProcess host, Path away) throws Exception {
        until(host, "told: provider.jar is gone with its folder", () -> {
            Files.delete(Files.createTempFile(away, "event", ".jar"));
            return host.output().contains("provider.jar is gone with its folder");
        });
    }

    @Test
    void anotherFolderOnTheSameStorageIsAllThatRuns() throws Exception {
        try (HostProcess host = startWithAll()) {
            endsWith(0, host);
        }
        forgetReport();
        Path other = Files.createDirectory(folder.resolve("other"));
        PluginJar.API.copyTo(other, "2.0.0");
        PluginJar.CLIENT.copyTo(other, "2.0.0");
        try (HostProcess host = HostProcess.start(folder, List.of(), "--plugins", "other")) {
            untilCallsFindNothing(host);
            assertEquals("2.0.0", report().getProperty("client"));
            assertEquals(0, count("completed"));
        }
    }

    @Test
    void pluginNamedLikeTheBundlesOfTheHostIsHeldAsOthersAre() throws Exception {
        PluginJar.API.copyTo(plugins, "1.0.0");
        PluginJar.CLIENT.copyTo(plugins, "1.0.0");
        Map<String, String> name = Map.of(SYMBOLIC_NAME, "org.apache.felix.mine");
        Files.write(PluginJar.PROVIDER.in(plugins), PluginJar.PROVIDER.bytes("1.0.0", name));
        try (HostProcess host = HostProcess.start(folder, List.of())) {
            untilVersion(host, "1.0.0");
            untilCallsComplete(host);
            long without = count("none");
            Files.write(PluginJar.PROVIDER.in(plugins), PluginJar.PROVIDER.bytes("1.0.1", name));
            untilVersion(host, "1.0.1");
            untilCallsComplete(host);
            assertEquals(without, count("none"), "calls that found no service");
            assertNothingBroke();
        }
    }
}
