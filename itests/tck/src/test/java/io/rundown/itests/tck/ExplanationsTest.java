package io.rundown.itests.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is different needs a reason, and a reason needs a difference. */
class ExplanationsTest {

    private static final Difference FAILS = new Difference(Outcome.PASSED, Outcome.FAILED);

    @Test
    void anEntryGoesOnInIndentedLines() {
        Explanations explanations =
                Explanations.parse(List.of("# why", "", "A.one: it compares:", "  two objects", "B.two:", "  late"));

        assertEquals(Map.of("A.one", "it compares: two objects", "B.two", "late"), explanations.reasons());
    }

    @Test
    void explainedDifferencesAreNoFault() {
        assertEquals(List.of(), Explanations.parse(List.of("A.one: why")).faults(Map.of("A.one", FAILS)));
    }

    @Test
    void aDifferenceWithoutAReasonIsAFault() {
        List<String> faults = Explanations.parse(List.of()).faults(Map.of("A.one", FAILS));

        assertEquals(List.of("not explained: A.one: PASSED before, FAILED after"), faults);
    }

    @Test
    void aReasonWithoutADifferenceIsAFault() {
        List<String> faults = Explanations.parse(List.of("A.one: why")).faults(Map.of());

        assertEquals(List.of("explained, but no different: A.one"), faults);
    }

    @Test
    void aMissingReasonIsRefused() {
        assertRefused("no reason is given for A.one", "A.one:");
    }

    @Test
    void aSecondReasonIsRefused() {
        assertRefused("explained twice: A.one", "A.one: why", "A.one: because");
    }

    @Test
    void aLineThatIsNoEntryIsRefused() {
        assertRefused("not 'test: reason'", "A.one");
    }

    @Test
    void aReasonWithoutATestIsRefused() {
        assertRefused("a reason without its test", "  why");
    }

    private static void assertRefused(String words, String... lines) {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> Explanations.parse(List.of(lines)));
        assertTrue(String.valueOf(refused.getMessage()).contains(words), refused::toString);
    }
}
