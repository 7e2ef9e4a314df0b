package io.rundown.itests.soak;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;

/** What must not happen in a soak, and did. */
final class Violations {

    private static final int FRAMES = 14;
    private static final int OF_EACH_SORT = 2;
    private static final int MOST = 20;

    /** What comes before a number, a name or details tells of which sort a violation is. */
    private static final Pattern END_OF_SORT = Pattern.compile("[:\\[\\d{]| of sample");

    private final Collection<String> first = new ConcurrentLinkedQueue<>();
    private final Map<String, LongAdder> sorts = new ConcurrentHashMap<>();
    private final LongAdder count = new LongAdder();

    void add(String what) {
        count.increment();
        String sort = END_OF_SORT.split(what, 2)[0].strip();
        LongAdder times = sorts.computeIfAbsent(sort, key -> new LongAdder());
        times.increment();
        if (times.sum() <= OF_EACH_SORT && first.size() < MOST) {
            first.add(what);
        }
    }

    void add(String what, Throwable failure) {
        add(what, failure, "");
    }

    /** With details that come last, since they may be long. */
    void add(String what, Throwable failure, String details) {
        List<StackTraceElement> stack = List.of(failure.getStackTrace());
        add(what + ": " + failure + " at " + stack.subList(0, Math.min(FRAMES, stack.size())) + details);
    }

    long count() {
        return count.sum();
    }

    /** How many there are of each sort. */
    Map<String, LongAdder> sorts() {
        return new TreeMap<>(sorts);
    }

    /** The first few of each sort. */
    List<String> first() {
        return List.copyOf(first);
    }
}
