package io.rundown.itests.tck;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What became of one test.
 *
 * @param before how it ended without rundown
 * @param after how it ended with rundown
 */
record Difference(Outcome before, Outcome after) {

    /** The tests that ended differently in two runs. */
    static SortedMap<String, Difference> between(TestRun before, TestRun after) {
        TreeSet<String> tests = new TreeSet<>(before.tests());
        tests.addAll(after.tests());
        SortedMap<String, Difference> differences = new TreeMap<>();
        for (String test : tests) {
            Difference difference = new Difference(before.outcome(test), after.outcome(test));
            if (difference.before != difference.after) {
                differences.put(test, difference);
            }
        }
        return differences;
    }

    @Override
    public String toString() {
        return before + " before, " + after + " after";
    }
}
