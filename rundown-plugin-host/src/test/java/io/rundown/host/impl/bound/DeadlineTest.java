package io.rundown.host.impl.bound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;

class DeadlineTest {

    private static final Duration BUDGET = Duration.ofMinutes(1);
    private static final Duration LONG = Duration.ofHours(1);

    private int state = Bundle.STOPPING;

    private final ShutdownBudget budget = new ShutdownBudget(() -> BUDGET, (Bundle) Proxy.newProxyInstance(
            Bundle.class.getClassLoader(), new Class<?>[] {Bundle.class}, (proxy, method, arguments) -> state));

    @Test
    void waitsOfAShutdownShareTheBudget() {
        long first = budget.in(LONG).remainingNanos();
        assertTrue(first <= BUDGET.toNanos());
        assertTrue(budget.in(LONG).remainingNanos() < first, "time goes on");
    }

    @Test
    void shorterTimesStay() {
        assertTrue(budget.in(Duration.ofMillis(1)).remainingNanos()
                <= Duration.ofMillis(1).toNanos());
        assertTrue(budget.in(Duration.ZERO).isOver());
        assertTrue(budget.in(Duration.ofSeconds(-1)).isOver());
    }

    @Test
    void shutdownBoundsAlsoWhatHasNoLimit() {
        assertTrue(budget.onlyAtShutdown().remainingNanos() <= BUDGET.toNanos());
    }

    @Test
    void shutdownBoundsAlsoWhatBeganBefore() {
        state = Bundle.ACTIVE;
        Deadline unlimited = budget.onlyAtShutdown();
        Deadline limited = budget.in(LONG);
        assertEquals(Long.MAX_VALUE, unlimited.remainingNanos());
        assertTrue(limited.remainingNanos() > BUDGET.toNanos());
        state = Bundle.STOPPING;
        assertTrue(unlimited.remainingNanos() <= BUDGET.toNanos());
        assertTrue(limited.remainingNanos() <= BUDGET.toNanos());
        assertFalse(unlimited.isOver());
    }
}
