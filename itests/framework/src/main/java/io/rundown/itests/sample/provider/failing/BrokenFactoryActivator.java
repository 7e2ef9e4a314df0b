package io.rundown.itests.sample.provider.failing;

import io.rundown.itests.sample.api.Echo;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceRegistration;

/** Starts, and registers a factory that makes nothing: it throws and returns {@code null} by turns. */
public final class BrokenFactoryActivator implements BundleActivator {

    /** For the framework. */
    public BrokenFactoryActivator() {}

    @Override
    public void start(BundleContext context) {
        context.registerService(Echo.class, new BrokenFactory(), null);
    }

    @Override
    public void stop(BundleContext context) {}

    private static final class BrokenFactory implements ServiceFactory<Echo> {

        private boolean thrown;

        @Override
        @SuppressWarnings("NullAway") // what the specification forbids is what is to be seen
        public synchronized @Nullable Echo getService(Bundle bundle, ServiceRegistration<Echo> registration) {
            thrown = !thrown;
            if (thrown) {
                throw new IllegalStateException("makes no service object");
            }
            return null;
        }

        @Override
        public void ungetService(Bundle bundle, ServiceRegistration<Echo> registration, Echo service) {}
    }
}
