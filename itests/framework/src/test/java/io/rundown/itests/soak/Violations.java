package io.rundown.itests.soak;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;

/** What must not happen in a soak, and did. */
final class Violations {

    private static final int FRAMES = 14;

    private final Collection<String> first = new ConcurrentLinkedQueue<>();
    private final LongAdder count = new LongAdder();

    void add(String what) {
        count.increment();
        if (count.sum() <= 10) {
            first.add(what);
        }
    }

    void add(String what, Throwable failure) {
        List<StackTraceElement> stack = List.of(failure.getStackTrace());
        add(what + ": " + failure + " at " + stack.subList(0, Math.min(FRAMES, stack.size())));
    }

    long count() {
        return count.sum();
    }

    /** The first few. */
    List<String> first() {
        return List.copyOf(first);
    }
}
