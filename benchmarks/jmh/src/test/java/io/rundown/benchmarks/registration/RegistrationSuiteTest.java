package io.rundown.benchmarks.registration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rundown.benchmarks.suite.RunSettings;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Measures everything once, in JVMs that are quick about it. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RegistrationSuiteTest {

    @Test
    void everythingIsMeasuredToldAndWritten(@TempDir Path folder) throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        new RegistrationSuite().run(new RunSettings(true, folder, new PrintStream(printed, true, UTF_8)));
        String table = printed.toString(UTF_8);
        assertTrue(table.contains("QUICK RUN"), table);
        for (String row : List.of("by a plugin, which is guarded ", "of the host, before 1000 plugins ", "growth ")) {
            assertEquals(1, table.lines().filter(line -> line.startsWith(row)).count(), table);
        }
        String json = Files.readString(folder.resolve("registration.json"));
        assertEquals(
                8, json.lines().filter(line -> line.contains("\"register.")).count(), json);
        assertEquals(5, json.lines().filter(line -> line.contains("\"start.")).count(), json);
        assertTrue(json.lines().noneMatch(line -> line.contains(": 0.0")), json);
    }
}
