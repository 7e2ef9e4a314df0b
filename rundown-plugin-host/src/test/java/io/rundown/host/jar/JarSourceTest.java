package io.rundown.host.jar;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be given where a jar is asked for. */
class JarSourceTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void urlOrPath() throws Exception {
        byte[] content = {1, 2, 3};
        Path file = Files.write(folder.resolve("some jar.jar"), content);
        for (String given : new String[] {file.toString(), file.toUri().toString(), "file:" + file}) {
            try (InputStream in = JarSource.open(given)) {
                assertArrayEquals(content, in.readAllBytes(), given);
            }
        }
    }

    @Test
    void missingFileIsNamed() {
        Path file = folder.resolve("no.jar");
        for (String given : new String[] {file.toString(), file.toUri().toString()}) {
            IOException missing = assertThrows(IOException.class, () -> JarSource.open(given));
            assertTrue(String.valueOf(missing.getMessage()).contains(file.toString()), missing::toString);
        }
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "nonsense:to/jar", "a\0b", "/"})
    void nonsenseIsRefusedWithWhatToGive(@Nullable String nonsense) {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> JarSource.open(nonsense));
        assertTrue(String.valueOf(refused.getMessage()).contains("URL"), refused::toString);
    }
}
