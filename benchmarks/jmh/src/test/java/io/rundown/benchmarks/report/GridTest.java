package io.rundown.benchmarks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GridTest {

    @Test
    void columnsAreAsWideAsTheirWidestCell() {
        Grid grid = new Grid("", "ns");
        grid.add("a", "1.00");
        grid.add("longer", "10.00");
        assertEquals("           ns%na        1.00%nlonger  10.00%n".formatted(), grid.toString());
    }

    @Test
    void aCriterionIsMetUpToItsLimit() {
        assertTrue(Criterion.of("bytes", 24, 24).isMet());
        assertFalse(Criterion.of("bytes", 24, 24.1).isMet());
        Grid grid = Criterion.grid();
        Criterion.withDirect("ratio", 0.2, 0.25, 0.05).addTo(grid);
        String row = grid.toString().lines().skip(1).findFirst().orElseThrow();
        assertTrue(row.matches("ratio +0\\.200 +0\\.250 +0\\.050 +MISSED"), row);
    }

    @Test
    void figuresAreWrittenAsJson(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("figures.json");
        FigureFile.write(file, new TreeMap<>(Map.of("a", new TreeMap<>(Map.of("x", 1.0, "y", 2.5)), "b", Map.of())));
        assertEquals(
                "{\"a\":{\"x\":1.0,\"y\":2.5},\"b\":{}}", Files.readString(file).replaceAll("\\s", ""));
    }
}
