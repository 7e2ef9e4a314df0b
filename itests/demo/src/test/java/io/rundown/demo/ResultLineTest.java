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
                        + "\"executedAfterStop\":13,\"drainMillis\":14},"
                        + "\"hold\":{\"swaps\":15,\"calls\":16,\"failed\":17,\"lostEvents\":18,"
                        + "\"consumerActivations\":19,\"longestCallMillis\":20},"
                        + "\"rollback\":{\"swaps\":21,\"calls\":22,\"failed\":23,\"lostEvents\":24,"
                        + "\"consumerActivations\":25,\"longestCallMillis\":26}}",
                ResultLine.of(
                        new Counts(1, 2, 3, 4, 5, 6, 7),
                        new Counts(8, 9, 10, 11, 12, 13, 14),
                        new HoldCounts(15, 16, 17, 18, 19, 20),
                        new HoldCounts(21, 22, 23, 24, 25, 26)));
    }

    @Test
    void roundsAddUpAndTheLongestDrainStays() {
        assertEquals(
                new Counts(3, 5, 7, 9, 11, 13, 8),
                new Counts(1, 2, 3, 4, 5, 6, 7).plus(new Counts(2, 3, 4, 5, 6, 7, 8)));
    }
}
