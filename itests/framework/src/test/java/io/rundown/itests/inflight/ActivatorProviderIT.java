package io.rundown.itests.inflight;

import io.rundown.itests.harness.Sample;
import io.rundown.itests.harness.Trigger;
import org.junit.Test;

/** A service registered by a bundle activator, under a call. */
public class ActivatorProviderIT extends CallInFlight {

    /** For JUnit. */
    public ActivatorProviderIT() {
        super(Sample.ACTIVATOR_PROVIDER);
    }

    @Test
    public void stopWaitsForTheCallInFlight() throws Exception {
        callEndsBefore(Trigger.STOP);
    }

    @Test
    public void updateWaitsForTheCallInFlight() throws Exception {
        callEndsBefore(Trigger.UPDATE);
    }

    @Test
    public void uninstallWaitsForTheCallInFlight() throws Exception {
        callEndsBefore(Trigger.UNINSTALL);
    }

    @Test
    public void refreshWaitsForTheCallInFlight() throws Exception {
        callEndsBefore(Trigger.REFRESH);
    }
}
