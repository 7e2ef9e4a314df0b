package io.rundown.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceException;

/** Each call counts once, under what became of it. */
class CallLedgerTest {

    private volatile int state = Bundle.ACTIVE;
    private final CallLedger ledger = new CallLedger(bundle(), new Timeline());

    @Test
    void anEventHandledToItsEndIsCompleted() {
        ledger.call(ledger::archived);
        assertEquals(new Counts(1, 1, 0, 0, 0, 0, 3), ledger.settle(3));
    }

    @Test
    void anEventThatNoHandlerFinishedIsLost() {
        ledger.call(ledger::witness);
        assertEquals(new Counts(1, 0, 0, 0, 1, 0, 0), ledger.settle(0));
    }

    @Test
    void aMissingServiceAndARefusalAreRejections() {
        ledger.foundNoService();
        ledger.call(id -> {
            throw new ServiceException("gone", ServiceException.UNREGISTERED);
        });
        assertEquals(new Counts(2, 0, 2, 0, 0, 0, 0), ledger.settle(0));
        assertEquals(1, ledger.refused());
    }

    @Test
    void anyOtherExceptionIsABreakage() {
        ledger.call(id -> {
            throw new IllegalStateException("stopped");
        });
        ledger.call(id -> {
            throw new ServiceException("remote", ServiceException.REMOTE);
        });
        ledger.call(id -> {
            throw new NoClassDefFoundError("gone");
        });
        assertEquals(new Counts(3, 0, 0, 3, 0, 0, 0), ledger.settle(0));
    }

    @Test
    void aCallThatIsNotBackIsBroken() {
        ledger.call(id -> assertEquals(new Counts(1, 0, 0, 1, 0, 0, 0), ledger.settle(0)));
    }

    @Test
    void aHandlerThatRunsInAStoppedBundleIsSeen() {
        ledger.call(id -> {
            ledger.witness(id);
            state = Bundle.UNINSTALLED;
            ledger.witness(id);
            ledger.archived(id);
        });
        assertEquals(new Counts(1, 1, 0, 0, 0, 1, 0), ledger.settle(0));
    }

    @Test
    void aHandlerThatRunsWhileTheBundleIsStoppingIsNotAFault() {
        state = Bundle.STOPPING;
        ledger.call(id -> {
            ledger.witness(id);
            ledger.archived(id);
        });
        assertEquals(new Counts(1, 1, 0, 0, 0, 0, 0), ledger.settle(0));
    }

    @Test
    void aCallIntoAStoppedBundleIsSeenUnlessItIsRefused() {
        state = Bundle.RESOLVED;
        ledger.call(id -> {
            throw new IllegalStateException("stopped");
        });
        ledger.call(id -> {
            throw new ServiceException("gone", ServiceException.UNREGISTERED);
        });
        assertEquals(new Counts(2, 0, 1, 1, 0, 1, 0), ledger.settle(0));
    }

    private Bundle bundle() {
        return (Bundle) Proxy.newProxyInstance(
                Bundle.class.getClassLoader(), new Class<?>[] {Bundle.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("getState")) {
                        return state;
                    }
                    throw new UnsupportedOperationException(method.toString());
                });
    }
}
