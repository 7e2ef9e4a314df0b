package io.rundown.demo;

/**
 * What happened to the calls of a round or an act. Each call counts under exactly one of {@code
 * completed}, {@code rejected}, {@code broken} and {@code lost}.
 *
 * @param calls attempts to send an event
 * @param completed events that were sent and handled to their end
 * @param rejected attempts that found no event service, or that were refused before they entered the plugin
 * @param broken calls that failed for another reason, or did not come back
 * @param lost calls that returned normally though the event was not handled to its end
 * @param executedAfterStop calls that ran code of the plugin when its bundle was stopped already;
 *     whatever else became of them
 * @param drainMillis the longest drain; 0 if nobody drained
 */
record Counts(
        long calls, long completed, long rejected, long broken, long lost, long executedAfterStop, long drainMillis) {

    static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0, 0);

    Counts plus(Counts other) {
        return new Counts(
                calls + other.calls,
                completed + other.completed,
                rejected + other.rejected,
                broken + other.broken,
                lost + other.lost,
                executedAfterStop + other.executedAfterStop,
                Math.max(drainMillis, other.drainMillis));
    }

    /** Whether anything happened that must not. */
    boolean harmed() {
        return broken > 0 || lost > 0 || executedAfterStop > 0;
    }

    /** Whether each call is accounted for. */
    boolean balanced() {
        return calls == completed + rejected + broken + lost;
    }
}
