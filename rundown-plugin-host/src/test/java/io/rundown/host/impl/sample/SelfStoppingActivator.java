package io.rundown.host.impl.sample;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;

/** A plugin whose calls stop its own bundle when {@link Probe#leave} opens. */
public final class SelfStoppingActivator implements BundleActivator {

    @Override
    public void start(BundleContext context) {
        Greeter greeter = name -> {
            Probe.inside.countDown();
            Probe.leave.await();
            try {
                context.getBundle().stop();
            } catch (BundleException e) {
                throw new IllegalStateException(e);
            }
            return "stopped by " + name;
        };
        context.registerService(Greeter.class, greeter, null);
    }

    @Override
    public void stop(BundleContext context) {}
}
