package io.rundown.host.impl.plugin;

import java.util.concurrent.atomic.LongAdder;

/**
 * Counts the calls that a plugin has rejected. Calls of proxies whose service object had gone before are counted apart, because they belong
 * to no drain that goes on now: a consumer may keep such a proxy for ever.
 */
final class Rejections {

    private final LongAdder all = new LongAdder();
    private final LongAdder ofGone = new LongAdder();

    /** Counts one. */
    void count() {
        all.increment();
    }

    /** Counts one of a proxy whose object had gone. */
    void countOfGone() {
        ofGone.increment();
        all.increment();
    }

    /** Returns how many there were. */
    long all() {
        return all.sum();
    }

    /** Returns how many there were of proxies that were in use. */
    long ofPresent() {
        return Math.max(0, all.sum() - ofGone.sum());
    }
}
