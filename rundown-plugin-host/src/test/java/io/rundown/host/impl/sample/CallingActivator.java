package io.rundown.host.impl.sample;

import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** A revision whose start makes a consumer call it. */
public final class CallingActivator implements BundleActivator {

    /** What the consumer does. */
    public static volatile Callable<String> consumer = () -> "nothing";

    /** What came of it. */
    public static final AtomicReference<String> RESULT = new AtomicReference<>();

    @Override
    public void start(BundleContext context) throws Exception {
        new GreeterActivator().start(context);
        RESULT.set(consumer.call());
    }

    @Override
    public void stop(BundleContext context) {
        new GreeterActivator().stop(context);
    }
}
