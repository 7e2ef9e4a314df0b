package io.rundown.host.impl.sample;

import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** A plugin whose calls, which stay inside until {@link Probe#leave} opens, return a result to come. */
public final class PendingActivator implements BundleActivator {

    /** Makes the result. */
    public static volatile Supplier<Future<Object>> result = () -> {
        throw new IllegalStateException("the test has not said which result");
    };

    @Override
    public void start(BundleContext context) {
        Callable<Object> service = () -> {
            Probe.inside.countDown();
            Probe.leave.await();
            return result.get();
        };
        context.registerService(Callable.class.getName(), service, null);
    }

    @Override
    public void stop(BundleContext context) {}
}
