package io.rundown.demo;

/**
 * The last line of the demonstration, for machines: {@code RESULT } and a JSON object with the keys
 * {@code plain} (act one) and {@code rundown} (act two), each an object with the components of {@link
 * Counts}.
 */
final class ResultLine {

    private ResultLine() {}

    static String of(Counts plain, Counts rundown) {
        return "RESULT {\"plain\":" + json(plain) + ",\"rundown\":" + json(rundown) + "}";
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
