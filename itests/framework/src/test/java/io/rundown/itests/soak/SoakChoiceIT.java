package io.rundown.itests.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import org.junit.jupiter.api.Test;

/** What a soak is told, and what it tells. Runs outside the framework. */
class SoakChoiceIT {

    @Test
    void theVerdictIsOneLine() {
        assertEquals(
                "SOAK RED seed=7 framework=f 1 reason=a call broke: at first then second",
                Verdict.red(7, "f 1", "a call broke:\n\tat first\r\n\n  then second\n"));
    }

    @Test
    void theVerdictIsBounded() {
        assertTrue(Verdict.red(7, "f 1", "x".repeat(100_000)).length() < 2_000);
    }

    @Test
    void allKindsAreChosenUnlessNamed() {
        assertEquals(EnumSet.allOf(Kind.class), Kind.choose("all"));
        assertEquals(EnumSet.allOf(Kind.class), Kind.choose(""));
        assertEquals(EnumSet.of(Kind.ABORT, Kind.UPDATE), Kind.choose("abort, update"));
    }

    @Test
    void kindsAfterAMinusAreLeftOut() {
        assertEquals(EnumSet.complementOf(EnumSet.of(Kind.ABORT)), Kind.choose("all,-abort"));
        assertEquals(EnumSet.complementOf(EnumSet.of(Kind.ABORT)), Kind.choose("-abort"));
        assertThrows(IllegalArgumentException.class, () -> Kind.choose("abortion"));
    }

    @Test
    void violationsOfOneSortDoNotHideTheOthers() {
        Violations violations = new Violations();
        for (int i = 0; i < 100; i++) {
            violations.add("a call waited " + i + " ms");
        }
        violations.add("a drain did not end: because");
        assertEquals(3, violations.first().size());
        assertFalse(violations.first().get(2).startsWith("a call"));
        assertEquals(
                "{a call waited=100, a drain did not end=1}", violations.sorts().toString());
    }
}
