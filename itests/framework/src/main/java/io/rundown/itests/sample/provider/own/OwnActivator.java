package io.rundown.itests.sample.provider.own;

import io.rundown.itests.sample.own.Own;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Registers one {@link Own}. */
public final class OwnActivator implements BundleActivator {

    /** For the framework. */
    public OwnActivator() {}

    @Override
    public void start(BundleContext context) {
        Own own = text -> text + " owned";
        context.registerService(Own.class, own, null);
    }

    @Override
    public void stop(BundleContext context) {}
}
