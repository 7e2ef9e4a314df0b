package io.rundown.itests.sample.provider.failing;

import io.rundown.itests.sample.api.Echo;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** Registers a service that no call may reach, and throws. */
public final class RegisteringThenFailingActivator implements BundleActivator {

    /** For the framework. */
    public RegisteringThenFailingActivator() {}

    @Override
    public void start(BundleContext context) {
        context.registerService(Echo.class, new Unreachable(), null);
        throw new IllegalStateException("does not start");
    }

    @Override
    public void stop(BundleContext context) {}

    private static final class Unreachable implements Echo {
        @Override
        public String echo(String text) {
            throw new IllegalStateException("a call reached a revision that did not start");
        }

        @Override
        public int add(int a, int b) {
            throw new IllegalStateException("a call reached a revision that did not start");
        }
    }
}
