package io.rundown.benchmarks.provider;

import io.rundown.benchmarks.called.CalledService;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Registers one service. */
public final class ProviderActivator implements BundleActivator {

    @Override
    public void start(BundleContext context) {
        context.registerService(CalledService.class, new PlainService(), null);
    }

    @Override
    public void stop(BundleContext context) {
        // the framework unregisters it
    }
}
