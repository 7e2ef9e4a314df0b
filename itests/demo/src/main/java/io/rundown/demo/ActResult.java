package io.rundown.demo;

/**
 * What an act showed.
 *
 * @param counts sums over the rounds
 * @param rounds how often the plugin was uninstalled under load
 * @param roundsUnderCall the rounds in which a call was in flight when the plugin began to stop
 * @param drained the rounds in which the plugin was drained until no call was in flight
 * @param refused calls refused by a service object that a caller still held; a part of {@code rejected}
 */
record ActResult(Counts counts, int rounds, int roundsUnderCall, int drained, long refused) {

    static final ActResult NONE = new ActResult(Counts.NONE, 0, 0, 0, 0);

    ActResult plus(ActResult other) {
        return new ActResult(
                counts.plus(other.counts),
                rounds + other.rounds,
                roundsUnderCall + other.roundsUnderCall,
                drained + other.drained,
                refused + other.refused);
    }
}
