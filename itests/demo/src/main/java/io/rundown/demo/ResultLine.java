package io.rundown.demo;

/**
 * The last line of the demonstration, for machines: {@code RESULT } and a JSON object with the keys
 * {@code plain} (act one) and {@code rundown} (act two), each an object with the components of {@link
 * Counts}, and {@code hold} (act three) and {@code rollback} (act four), with those of {@link HoldCounts}.
 */
final class ResultLine {

    private ResultLine() {}

    static String of(Counts plain, Counts rundown, HoldCounts hold, HoldCounts rollback) {
        return "RESULT {\"plain\":" + json(plain)
                + ",\"rundown\":" + json(rundown)
                + ",\"hold\":" + json(hold)
                + ",\"rollback\":" + json(rollback)
                + "}";
    }

    private static String json(HoldCounts counts) {
        return "{\"swaps\":" + counts.swaps()
                + ",\"calls\":" + counts.calls()
                + ",\"failed\":" + counts.failed()
                + ",\"lostEvents\":" + counts.lostEvents()
                + ",\"consumerActivations\":" + counts.consumerActivations()
                + ",\"longestCallMillis\":" + counts.longestCallMillis()
                + "}";
    }

    private static String json(Counts counts) {
        return "{\"calls\":" + counts.calls()
                + ",\"completed\":" + counts.completed()
                + ",\"rejected\":" + counts.rejected()
                + ",\"broken\":" + counts.broken()
                + ",\"lost\":" + counts.lost()
                + ",\"executedAfterStop\":" + counts.executedAfterStop()
                + ",\"drainMillis\":" + counts.drainMillis()
                + "}";
    }
}
