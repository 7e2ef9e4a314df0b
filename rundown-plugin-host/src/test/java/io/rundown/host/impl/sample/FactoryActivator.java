package io.rundown.host.impl.sample;

import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceRegistration;

/** A plugin whose objects are made for each consumer, as the test says. */
public final class FactoryActivator implements BundleActivator {

    /** Makes an object, or none. */
    public static volatile Supplier<@Nullable Callable<Object>> factory = () -> null;

    @Override
    public void start(BundleContext context) {
        context.registerService(Callable.class.getName(), new Factory(), null);
    }

    @Override
    public void stop(BundleContext context) {}

    private static final class Factory implements ServiceFactory<Callable<Object>> {
        @Override
        @SuppressWarnings("NullAway") // null is what is tested
        public Callable<Object> getService(Bundle bundle, ServiceRegistration<Callable<Object>> registration) {
            return factory.get();
        }

        @Override
        public void ungetService(
                Bundle bundle, ServiceRegistration<Callable<Object>> registration, Callable<Object> service) {}
    }
}
