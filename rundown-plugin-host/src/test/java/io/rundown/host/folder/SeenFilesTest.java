package io.rundown.host.folder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is known of a file is of one state of it, and outlives the process. */
class SeenFilesTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private File jar;

    @BeforeEach
    void makeFile() throws IOException {
        jar = Files.writeString(folder.resolve("a.jar"), "one").toFile();
    }

    private SeenFiles open() {
        return new SeenFiles(folder.resolve("store"));
    }

    private static List<Attempt> attempts(SeenFiles seen, File file) {
        return Arrays.stream(Attempt.values())
                .filter(attempt -> seen.is(file, attempt))
                .toList();
    }

    @Test
    void attemptsAreToldApartAfterARestart() {
        for (Attempt attempt : Attempt.values()) {
            open().add(jar, SeenFiles.state(jar), attempt);
            assertEquals(List.of(attempt), attempts(open(), jar));
        }
    }

    @Test
    void attemptIsOfOneStateOfTheFile() throws IOException {
        SeenFiles seen = open();
        seen.add(jar, SeenFiles.state(jar), Attempt.IN_VAIN);
        Files.writeString(jar.toPath(), "another");
        assertEquals(List.of(), attempts(seen, jar));
        assertTrue(seen.knows(jar));
    }

    @Test
    void stateAloneIsOneThatWasDone() throws IOException {
        Files.writeString(folder.resolve("store"), jar.getPath() + "=" + SeenFiles.state(jar)); // of the version before
        assertEquals(List.of(Attempt.DONE), attempts(open(), jar));
    }

    @Test
    void whatIsRemovedIsNotKnown() {
        open().add(jar, SeenFiles.state(jar), Attempt.BEGUN);
        open().remove(jar);
        assertFalse(open().knows(jar));
    }
}
