package io.rundown.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** The line for machines carries each figure of both acts under its own key. */
class ResultLineTest {

    @Test
    void everyFigureHasItsKey() {
        assertEquals(
                "RESULT {\"plain\":{\"calls\":1,\"completed\":2,\"rejected\":3,\"broken\":4,\"lost\":5,"
                        + "\"executedAfterStop\":6,\"drainMillis\":7},"
                        + "\"rundown\":{\"calls\":8,\"completed\":9,\"rejected\":10,\"broken\":11,\"lost\":12,"
                        + "\"executedAfterStop\":13,\"drainMillis\":14}}",
                ResultLine.of(new Counts(1, 2, 3, 4, 5, 6, 7), new Counts(8, 9, 10, 11, 12, 13, 14)));
    }

    @Test
    void roundsAddUpAndTheLongestDrainStays() {
        assertEquals(
                new Counts(3, 5, 7, 9, 11, 13, 8),
                new Counts(1, 2, 3, 4, 5, 6, 7).plus(new Counts(2, 3, 4, 5, 6, 7, 8)));
    }
}
