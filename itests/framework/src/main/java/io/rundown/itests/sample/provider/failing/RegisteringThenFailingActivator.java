package io.rundown.itests.sample.provider.failing;

import io.rundown.itests.sample.api.Echo;
import io.rundown.itests.sample.provider.Performer;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Registers a service of which no call may reach anything, and throws. */
public final class RegisteringThenFailingActivator implements BundleActivator {

    /** For the framework. */
    public RegisteringThenFailingActivator() {}

    @Override
    public void start(BundleContext context) {
        Performer tornDown = new Performer(context);
        tornDown.tearDown();
        context.registerService(Echo.class, tornDown::echo, null);
        throw new IllegalStateException("does not start");
    }

    @Override
    public void stop(BundleContext context) {}
}
