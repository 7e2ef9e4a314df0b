package io.rundown.itests.inflight;

import io.rundown.itests.harness.Sample;

/** The contract for a delayed DS component. */
public class DelayedProviderIT extends InFlightContract {

    @Override
    protected Sample provider() {
        return Sample.DELAYED_PROVIDER;
    }
}
