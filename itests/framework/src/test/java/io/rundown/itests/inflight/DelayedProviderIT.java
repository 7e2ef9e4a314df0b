package io.rundown.itests.inflight;

import io.rundown.itests.harness.Sample;
import io.rundown.itests.harness.Trigger;
import org.junit.Test;

/** A delayed DS component, under a call. */
public class DelayedProviderIT extends CallInFlight {

    /** For JUnit. */
    public DelayedProviderIT() {
        super(Sample.DELAYED_PROVIDER);
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
