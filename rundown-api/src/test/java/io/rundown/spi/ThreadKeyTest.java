package io.rundown.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Threads are told apart whatever their classes override. */
class ThreadKeyTest {

    /** A thread that takes itself for every other one. */
    private static class Alike extends Thread {
        Alike(String name) {
            super(name);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return true;
        }

        @Override
        public int hashCode() {
            return 0;
        }

        @Override
        @SuppressWarnings("deprecation")
        public long getId() {
            return 1;
        }
    }

    /** A thread of which nothing can be asked. */
    private static final class Throwing extends Alike {
        Throwing(String name) {
            super(name);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            throw new AssertionError("equals");
        }

        @Override
        public int hashCode() {
            throw new AssertionError("hashCode");
        }

        @Override
        public String toString() {
            throw new AssertionError("toString");
        }
    }

    @Test
    void threadsThatClaimToBeEqualAreTwoKeys() {
        Map<ThreadKey, String> map = new HashMap<>();
        map.put(ThreadKey.of(new Alike("a")), "a");
        map.put(ThreadKey.of(new Alike("b")), "b");
        assertEquals(2, map.size());
    }

    @Test
    void aThreadWhoseMethodsThrowIsFoundAgain() {
        Thread thread = new Throwing("odd");
        Map<ThreadKey, String> map = new HashMap<>();
        map.put(ThreadKey.of(thread), "found");
        assertEquals("found", map.get(ThreadKey.of(thread)));
        assertSame(thread, ThreadKey.of(thread).thread());
        assertNotEquals(ThreadKey.of(new Throwing("odd")), ThreadKey.of(thread));
        assertEquals("thread 'odd'", ThreadKey.of(thread).toString());
    }

    @Test
    void theCurrentThreadIsTheCallingOne() {
        assertTrue(ThreadKey.ofCurrent().isCurrent());
        assertEquals(ThreadKey.of(Thread.currentThread()), ThreadKey.ofCurrent());
        assertFalse(ThreadKey.of(new Thread("another")).isCurrent());
    }
}
