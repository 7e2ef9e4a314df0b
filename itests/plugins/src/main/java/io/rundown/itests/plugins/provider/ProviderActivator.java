package io.rundown.itests.plugins.provider;

import io.rundown.itests.plugins.api.Clock;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** A plugin that breaks whoever calls it when it has stopped. */
public final class ProviderActivator implements BundleActivator {

    private volatile boolean stopped;

    @Override
    public void start(BundleContext context) {
        String version = context.getBundle().getVersion().toString();
        context.registerService(
                Clock.class,
                new Clock() {
                    @Override
                    public String version() {
                        check();
                        return version;
                    }

                    @Override
                    public void stay(long millis) throws InterruptedException {
                        Thread.sleep(millis);
                        check();
                    }
                },
                null);
    }

    private void check() {
        if (stopped) {
            throw new IllegalStateException("called after the plugin had stopped");
        }
    }

    @Override
    public void stop(BundleContext context) throws InterruptedException {
        stopped = true;
        String millis = context.getProperty("provider.stop.millis");
        if (millis != null) {
            Thread.sleep(Long.parseLong(millis));
        }
    }
}
