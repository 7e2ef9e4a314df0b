package io.rundown.impl.osgi;

import io.rundown.RundownRefFactory;
import io.rundown.impl.SlotRundownRefFactory;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Registers the factory as a service. The framework unregisters it when the bundle stops. */
public final class ImplActivator implements BundleActivator {

    /** For the framework. */
    public ImplActivator() {}

    @Override
    public void start(BundleContext context) {
        context.registerService(RundownRefFactory.class, new SlotRundownRefFactory(), null);
    }

    @Override
    public void stop(BundleContext context) {
        // refs that are in use stay good
    }
}
