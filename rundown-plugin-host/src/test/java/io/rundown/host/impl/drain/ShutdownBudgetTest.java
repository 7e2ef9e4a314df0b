package io.rundown.host.impl.drain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rundown.host.TimeoutAction;
import io.rundown.host.impl.config.DrainPolicy;
import java.lang.reflect.Proxy;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;

class ShutdownBudgetTest {

    private static final DrainPolicy PATIENT = new DrainPolicy(Duration.ofHours(1), TimeoutAction.INTERRUPT);
    private static final DrainPolicy ENDLESS = new DrainPolicy(Duration.ofHours(1), TimeoutAction.WAIT);

    private int state = Bundle.STOPPING;

    private final ShutdownBudget budget =
            new ShutdownBudget(() -> Duration.ofMinutes(1), (Bundle) Proxy.newProxyInstance(
                    Bundle.class.getClassLoader(), new Class<?>[] {Bundle.class}, (proxy, method, arguments) -> state));

    @Test
    void waitsOfAShutdownShareTheBudget() {
        DrainPolicy first = budget.bound(PATIENT);
        assertTrue(first.timeout().compareTo(Duration.ofMinutes(1)) <= 0);
        assertEquals(TimeoutAction.PROCEED, first.onTimeout());
        assertTrue(budget.bound(PATIENT).timeout().compareTo(first.timeout()) < 0, "time goes on");
    }

    @Test
    void shorterTimeoutsStay() {
        DrainPolicy hasty = new DrainPolicy(Duration.ofMillis(1), TimeoutAction.INTERRUPT);
        assertSame(hasty, budget.bound(hasty));
    }

    @Test
    void endlessWaitsStayEndless() {
        assertSame(ENDLESS, budget.bound(ENDLESS));
    }

    @Test
    void budgetIsForShutdownsOnly() {
        state = Bundle.ACTIVE;
        assertSame(PATIENT, budget.bound(PATIENT));
    }
}
