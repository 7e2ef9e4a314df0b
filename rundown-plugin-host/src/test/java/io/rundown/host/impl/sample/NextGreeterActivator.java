package io.rundown.host.impl.sample;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** The sample plugin's next revision, whose calls are told by what they answer. */
public final class NextGreeterActivator implements BundleActivator {

    @Override
    public void start(BundleContext context) {
        Greeter greeter = name -> "hi " + name;
        context.registerService(Greeter.class, greeter, null);
    }

    @Override
    public void stop(BundleContext context) {}
}
