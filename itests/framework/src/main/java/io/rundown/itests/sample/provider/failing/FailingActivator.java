package io.rundown.itests.sample.provider.failing;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Throws at once. */
public final class FailingActivator implements BundleActivator {

    /** For the framework. */
    public FailingActivator() {}

    @Override
    public void start(BundleContext context) {
        throw new IllegalStateException("does not start");
    }

    @Override
    public void stop(BundleContext context) {}
}
