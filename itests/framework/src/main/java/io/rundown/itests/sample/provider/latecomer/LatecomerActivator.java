package io.rundown.itests.sample.provider.latecomer;

import io.rundown.itests.sample.api.Echo;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Registers its only service when it is too late. */
public final class LatecomerActivator implements BundleActivator {

    /** For the framework. */
    public LatecomerActivator() {}

    @Override
    public void start(BundleContext context) {}

    @Override
    public void stop(BundleContext context) {
        Echo late = text -> text + " too late";
        context.registerService(Echo.class, late, null);
    }
}
