package io.rundown.demo;

/**
 * What happened to the callers of a plugin that was replaced again and again.
 *
 * @param swaps how often it was replaced, or was to be and had its old revision back
 * @param calls events sent
 * @param failed calls that ended in an exception
 * @param lostEvents calls that returned normally though the event was not handled to its end
 * @param consumerActivations how often the consumer was activated; once if it noticed nothing
 * @param longestCallMillis the longest call, what it was held included
 */
record HoldCounts(
        int swaps, long calls, long failed, long lostEvents, long consumerActivations, long longestCallMillis) {}
