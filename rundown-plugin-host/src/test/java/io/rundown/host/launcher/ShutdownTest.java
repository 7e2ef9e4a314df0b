package io.rundown.host.launcher;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** What keeps the end of the process waiting is a call inside a plugin, and nothing else. */
class ShutdownTest {

    private static StackTraceElement in(String type, String method) {
        return new StackTraceElement(type, method, "", 1);
    }

    @Test
    void waitOfADrainIsOne() {
        assertTrue(Shutdown.isDraining(
                in("java.lang.Object", "wait"), in(Shutdown.DRAIN, Shutdown.AWAIT), in(Shutdown.DRAIN, "run")));
    }

    @Test
    void whatADrainCallsIsNone() {
        assertFalse(Shutdown.isDraining(in("some.Consumer", "removedService"), in(Shutdown.DRAIN, "run")));
        assertFalse(Shutdown.isDraining(
                in("some.Listener", "drainProgressed"),
                in(Shutdown.OBSERVERS, "tell"),
                in(Shutdown.DRAIN, Shutdown.AWAIT)));
    }

    @Test
    void thereAreSuchMethods() throws Exception {
        assertNotNull(Class.forName(Shutdown.DRAIN).getDeclaredMethod(Shutdown.AWAIT, long.class));
        assertNotNull(Class.forName(Shutdown.OBSERVERS));
    }
}
