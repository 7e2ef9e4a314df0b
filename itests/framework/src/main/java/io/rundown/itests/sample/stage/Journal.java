package io.rundown.itests.sample.stage;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What happened, in the order in which it happened, across all threads and bundles. */
public final class Journal {

    private static final List<String> ENTRIES = new ArrayList<>();

    private static boolean closed;

    private Journal() {}

    /** Forgets everything, and takes entries. */
    public static void clear() {
        synchronized (ENTRIES) {
            ENTRIES.clear();
            closed = false;
        }
    }

    /** Takes no entries until it is cleared; for tests that would fill it. */
    public static void close() {
        synchronized (ENTRIES) {
            closed = true;
        }
    }

    /** Adds an entry. */
    public static void note(String entry) {
        synchronized (ENTRIES) {
            if (!closed) {
                ENTRIES.add(entry);
            }
        }
    }

    /** A copy of the entries so far. */
    public static List<String> entries() {
        synchronized (ENTRIES) {
            return List.copyOf(ENTRIES);
        }
    }

    /** Whether there is such an entry. */
    public static boolean contains(String entry) {
        return entries().contains(entry);
    }

    /** How many entries are like that. */
    public static long count(Predicate<String> like) {
        return entries().stream().filter(like).count();
    }

    /**
     * Checks that these entries exist and came first in this order.
     *
     * @throws AssertionError if one is missing or out of order
     */
    public static void assertOrder(String... expected) {
        List<String> seen = entries();
        int last = -1;
        for (String entry : expected) {
            int at = seen.indexOf(entry);
            if (at < 0) {
                throw new AssertionError("never happened: '" + entry + "'; journal: " + seen);
            }
            if (at < last) {
                throw new AssertionError(
                        "out of order: '" + entry + "', expected " + List.of(expected) + "; journal: " + seen);
            }
            last = at;
        }
    }
}
