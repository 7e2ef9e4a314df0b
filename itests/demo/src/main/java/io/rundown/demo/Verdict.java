package io.rundown.demo;

import java.util.ArrayList;
import java.util.List;

/**
 * Judges the acts. A clean second act counts only if there was something to break, so the
 * verdict also fails when the load was thin, when no call was in flight, when nothing was drained or
 * refused, and when the first act, under the same load, showed no damage.
 */
final class Verdict {

    private static final int CALLS_A_ROUND = 20;
    private static final long CALLS_A_SWAP = 5;

    private Verdict() {}

    /**
     * Lists what speaks against the demonstration.
     *
     * @param plain the act without rundown
     * @param rundown the act with it
     * @return a sentence for each fault; empty if there is none
     */
    static List<String> faults(ActResult plain, ActResult rundown) {
        List<String> faults = new ArrayList<>();
        exercised("act one", plain, faults);
        exercised("act two", rundown, faults);
        check(plain.counts().harmed(), "act one: nothing broke, so this load cannot tell good from bad", faults);

        Counts counts = rundown.counts();
        check(counts.broken() == 0, "act two: " + counts.broken() + " calls broke", faults);
        check(counts.lost() == 0, "act two: " + counts.lost() + " events were lost", faults);
        check(
                counts.executedAfterStop() == 0,
                "act two: " + counts.executedAfterStop() + " calls ran in a stopped plugin",
                faults);
        check(
                rundown.rounds() > 0 && rundown.drained() == rundown.rounds(),
                "act two: drained in " + rundown.drained() + " of " + rundown.rounds() + " rounds",
                faults);
        check(counts.drainMillis() > 0, "act two: no drain had to wait", faults);
        check(rundown.refused() > 0, "act two: no late call was refused", faults);
        return faults;
    }

    /**
     * Lists what speaks against an act in which calls are held.
     *
     * @param act what it is called
     * @return a sentence for each fault; empty if there is none
     */
    static List<String> faults(String act, HoldCounts counts) {
        List<String> faults = new ArrayList<>();
        check(counts.swaps() > 0, act + ": was not played", faults);
        check(counts.calls() >= CALLS_A_SWAP * counts.swaps(), act + ": only " + counts.calls() + " calls", faults);
        check(counts.failed() == 0, act + ": " + counts.failed() + " calls failed", faults);
        check(counts.lostEvents() == 0, act + ": " + counts.lostEvents() + " events were lost", faults);
        check(
                counts.consumerActivations() == 1,
                act + ": the consumer was activated " + counts.consumerActivations() + " times",
                faults);
        return faults;
    }

    private static void exercised(String act, ActResult result, List<String> faults) {
        Counts counts = result.counts();
        check(result.rounds() > 0, act + ": was not played", faults);
        check(counts.balanced(), act + ": the figures do not add up: " + counts, faults);
        check(
                counts.completed() >= (long) CALLS_A_ROUND * result.rounds(),
                act + ": only " + counts.completed() + " calls completed",
                faults);
        check(
                2 * result.roundsUnderCall() >= result.rounds() && result.roundsUnderCall() > 0,
                act + ": calls in flight at the stop in only " + result.roundsUnderCall() + " rounds",
                faults);
    }

    private static void check(boolean holds, String otherwise, List<String> faults) {
        if (!holds) {
            faults.add(otherwise);
        }
    }
}
