package io.rundown.itests.inflight;

import io.rundown.itests.harness.Sample;

/** The contract for an immediate DS component. */
public class ImmediateProviderIT extends InFlightContract {

    @Override
    protected Sample provider() {
        return Sample.IMMEDIATE_PROVIDER;
    }
}
