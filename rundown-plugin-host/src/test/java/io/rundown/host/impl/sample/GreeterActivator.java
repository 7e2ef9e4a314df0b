package io.rundown.host.impl.sample;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** The sample plugin. */
public final class GreeterActivator implements BundleActivator {

    @Override
    public void start(BundleContext context) {
        Probe.STOPPED.set(false);
        Greeter greeter = name -> {
            Probe.inside.countDown();
            Probe.leave.await();
            Probe.RAN_STOPPED.compareAndSet(false, Probe.STOPPED.get());
            return "hello " + name;
        };
        context.registerService(Greeter.class, greeter, null);
        context.registerService(Object.class, new Object(), null);
    }

    @Override
    public void stop(BundleContext context) {
        Probe.STOPPED.set(true);
        Probe.atStop.run();
    }
}
