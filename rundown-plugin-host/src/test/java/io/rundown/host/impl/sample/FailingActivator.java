package io.rundown.host.impl.sample;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** A revision that registers its services and then does not start. */
public final class FailingActivator implements BundleActivator {

    @Override
    public void start(BundleContext context) {
        new GreeterActivator().start(context);
        throw new IllegalStateException("does not start");
    }

    @Override
    public void stop(BundleContext context) {
        // it never started
    }
}
