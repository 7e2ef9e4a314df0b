package io.rundown.itests.inflight;

import io.rundown.itests.harness.Sample;

/** The contract for a service registered by a bundle activator. */
public class ActivatorProviderIT extends InFlightContract {

    @Override
    protected Sample provider() {
        return Sample.ACTIVATOR_PROVIDER;
    }
}
