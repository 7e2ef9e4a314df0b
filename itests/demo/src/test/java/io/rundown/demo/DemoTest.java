package io.rundown.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demonstration in short: all acts show what they should. */
class DemoTest {

    private static final int ROUNDS = 3;
    private static final int SWAPS = 6;
    private static final int BROKEN = 2;

    @Test
    void theOtherActsAreCleanUnderALoadThatDamagesTheFirst(@TempDir Path directory) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        List<String> faults;
        try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
            faults = DemoMain.play(ROUNDS, SWAPS, BROKEN, directory, out);
        }
        String text = bytes.toString(StandardCharsets.UTF_8);
        assertEquals(List.of(), faults, text);

        List<String> lines = text.lines().toList();
        assertTrue(lines.get(lines.size() - 1).startsWith("RESULT {"), text);
        assertTrue(
                lines.stream().limit(lines.size() - 1).allMatch(line -> line.length() <= 80),
                () -> "wider than a terminal:\n" + text);
    }
}
