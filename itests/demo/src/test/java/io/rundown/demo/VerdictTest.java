package io.rundown.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The verdict passes a clean second act, and nothing else. */
class VerdictTest {

    private static final Counts DAMAGED = new Counts(120, 100, 10, 6, 4, 3, 0);
    private static final Counts CLEAN = new Counts(120, 100, 20, 0, 0, 0, 15);
    private static final ActResult PLAIN = new ActResult(DAMAGED, 2, 2, 0, 0);
    private static final ActResult RUNDOWN = new ActResult(CLEAN, 2, 2, 2, 5);

    @Test
    void aCleanSecondActHasNoFault() {
        assertEquals(List.of(), Verdict.faults(PLAIN, RUNDOWN));
    }

    @Test
    void brokenCallsAreAFault() {
        assertFault("1 calls broke", PLAIN, withCounts(new Counts(120, 100, 19, 1, 0, 0, 15)));
    }

    @Test
    void lostEventsAreAFault() {
        assertFault("1 events were lost", PLAIN, withCounts(new Counts(120, 100, 19, 0, 1, 0, 15)));
    }

    @Test
    void runningOnAfterTheStopIsAFault() {
        assertFault("1 calls ran in a stopped plugin", PLAIN, withCounts(new Counts(120, 100, 20, 0, 0, 1, 15)));
    }

    @Test
    void aCallThatIsNotAccountedForIsAFault() {
        assertFault("do not add up", PLAIN, withCounts(new Counts(121, 100, 20, 0, 0, 0, 15)));
    }

    @Test
    void aThinLoadIsAFault() {
        assertFault("only 39 calls completed", PLAIN, withCounts(new Counts(59, 39, 20, 0, 0, 0, 15)));
    }

    @Test
    void anActThatWasNotPlayedIsAFault() {
        assertFault("act two: was not played", PLAIN, ActResult.NONE);
    }

    @Test
    void noCallInFlightIsAFault() {
        assertFault("in only 0 rounds", PLAIN, new ActResult(CLEAN, 2, 0, 2, 5));
    }

    @Test
    void aRoundThatWasNotDrainedIsAFault() {
        assertFault("drained in 1 of 2 rounds", PLAIN, new ActResult(CLEAN, 2, 2, 1, 5));
    }

    @Test
    void drainsThatNeverWaitedAreAFault() {
        assertFault("no drain had to wait", PLAIN, withCounts(new Counts(120, 100, 20, 0, 0, 0, 0)));
    }

    @Test
    void noLateCallRefusedIsAFault() {
        assertFault("no late call was refused", PLAIN, new ActResult(CLEAN, 2, 2, 2, 0));
    }

    @Test
    void aFirstActWithoutDamageIsAFault() {
        assertFault("nothing broke", new ActResult(CLEAN, 2, 2, 0, 0), RUNDOWN);
    }

    @Test
    void heldCallsThatNobodyNoticedHaveNoFault() {
        assertEquals(List.of(), Verdict.faults("act", new HoldCounts(10, 50, 0, 0, 1, 99)));
    }

    @Test
    void whatANoticedSwapShowsIsAFault() {
        assertHoldFault("not played", new HoldCounts(0, 50, 0, 0, 1, 99));
        assertHoldFault("only 49 calls", new HoldCounts(10, 49, 0, 0, 1, 99));
        assertHoldFault("1 calls failed", new HoldCounts(10, 50, 1, 0, 1, 99));
        assertHoldFault("1 events were lost", new HoldCounts(10, 50, 0, 1, 1, 99));
        assertHoldFault("activated 2 times", new HoldCounts(10, 50, 0, 0, 2, 99));
    }

    private static void assertHoldFault(String words, HoldCounts counts) {
        List<String> faults = Verdict.faults("act", counts);
        assertEquals(1, faults.size(), faults::toString);
        assertTrue(faults.get(0).contains(words), faults::toString);
    }

    private static ActResult withCounts(Counts counts) {
        return new ActResult(counts, RUNDOWN.rounds(), RUNDOWN.roundsUnderCall(), RUNDOWN.drained(), RUNDOWN.refused());
    }

    private static void assertFault(String words, ActResult plain, ActResult rundown) {
        List<String> faults = Verdict.faults(plain, rundown);
        assertTrue(faults.stream().anyMatch(fault -> fault.contains(words)), faults.toString());
    }
}
