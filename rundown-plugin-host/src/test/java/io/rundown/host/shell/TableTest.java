package io.rundown.host.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables on terminals of several widths. */
class TableTest {

    private static final String NAME = "com.example.shop.frontend";

    private static List<String> print(Table table, int columns) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        table.print(new Console(out, out, columns));
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private static Table plugins() {
        Table table = Listings.pluginTable();
        table.row(17, NAME, "1.0.0", "ACTIVE", "1/2", 0, 0, "no", "30000 ms, PROCEED");
        return table;
    }

    @ParameterizedTest
    @ValueSource(ints = {120, 80, 70, 40})
    void linesFitAndNamesStayWhole(int columns) {
        for (String line : print(plugins(), columns)) {
            assertTrue(line.length() <= columns, () -> line.length() + ": " + line);
        }
        String row = print(plugins(), columns).get(1);
        assertTrue(row.contains(NAME), row);
        assertTrue(row.contains("ACTIVE"), row);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void widthThatTheTerminalDoesNotKnowIsTheUsualOne(int columns) {
        assertEquals(print(plugins(), 120), print(plugins(), columns));
    }

    @Test
    void columnsAreLeftOutInOrderOfTheirImportance() {
        assertEquals("ID  Plugin                     Version  State   Services  In flight  Rejected", heading(80));
        assertEquals("ID  Plugin                     Version  State   Services  In flight", heading(70));
        assertEquals("ID  Plugin                     State", heading(40));
    }

    private static String heading(int columns) {
        return print(plugins(), columns).get(0);
    }

    @Test
    void longTextsAreShortenedBeforeAnythingIsLeftOut() {
        Table table = Listings.serviceTable();
        table.row(NAME, 112, "no", "com.example.shop.api.Basket", "com.example.shop.api.Basket is a class");
        List<String> lines = print(table, 80);
        assertTrue(lines.get(0).contains("Reason"), lines::toString);
        assertTrue(lines.get(1).contains(NAME), lines::toString);
        assertTrue(lines.get(1).contains("~"), lines::toString);
        assertTrue(lines.get(1).length() <= 80, lines::toString);
    }

    @Test
    void namesAreShortenedOnlyIfNothingElseHelps() {
        List<String> lines = print(plugins(), 20);
        assertEquals(List.of("ID  Plugin    State", "17  com~tend  ACTIVE"), lines);
        assertFalse(print(plugins(), 1).isEmpty());
    }
}
