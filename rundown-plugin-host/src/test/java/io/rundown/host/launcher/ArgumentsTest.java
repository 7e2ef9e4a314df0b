package io.rundown.host.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders that cannot be used are refused with the reason, and the others have one name each. */
class ArgumentsTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private Path make(String name) throws IOException {
        return Files.createDirectory(folder.resolve(name));
    }

    private static void assertRefused(String message, String... arguments) {
        String told = assertThrows(Arguments.Unusable.class, () -> Arguments.parse(arguments))
                .toString();
        assertTrue(told.contains(message), told);
    }

    @Test
    void pluginFolderWithACommaIsRefused() throws IOException {
        assertRefused("has a comma", "--plugins", make("a,b").toString());
    }

    @Test
    void folderWithAVariableIsRefused() throws IOException {
        assertRefused("has ${", "--plugins", make("a${user.name}").toString());
        assertRefused("has ${", "--plugins", make("p").toString(), "--storage", folder + "/${x}");
    }

    @Test
    void storageThatIsAFileIsRefused() throws IOException {
        String file = Files.createFile(folder.resolve("file")).toString();
        assertRefused("is not a folder", "--plugins", make("p").toString(), "--storage", file);
    }

    @Test
    void emptyNameIsRefused() {
        assertRefused("needs a folder", "--plugins", "");
    }

    @Test
    void oneFolderHasOneName() throws Exception {
        Path plugins = make("p");
        assertEquals(
                plugins, Arguments.parse("--plugins", folder + "/./p/../p/").plugins());
    }

    @Test
    void helpTellsEachExitCode() {
        for (int code = Main.STOPPED; code <= Main.STUCK; code++) {
            assertTrue(Arguments.HELP.matches("(?s).*Exit codes:.*\\b" + code + " [a-z].*"), "code " + code);
        }
    }
}
