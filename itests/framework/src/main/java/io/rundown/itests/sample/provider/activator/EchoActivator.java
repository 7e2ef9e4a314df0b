package io.rundown.itests.sample.provider.activator;

import io.rundown.itests.sample.api.Echo;
import io.rundown.itests.sample.provider.Performer;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Registers one {@link Echo} and leaves it to the framework to unregister it. */
public final class EchoActivator implements BundleActivator {

    private @Nullable Performer performer;

    /** For the framework. */
    public EchoActivator() {}

    @Override
    public void start(BundleContext context) {
        Performer made = new Performer(context);
        performer = made;
        context.registerService(Echo.class, new ActivatorEcho(made), null);
    }

    @Override
    public void stop(BundleContext context) {
        if (performer != null) {
            performer.tearDown();
        }
    }
}
