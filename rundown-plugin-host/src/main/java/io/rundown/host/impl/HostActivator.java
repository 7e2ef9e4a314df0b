package io.rundown.host.impl;

import io.rundown.RundownRefFactory;
import io.rundown.host.impl.log.HostLog;
import io.rundown.host.impl.thread.HostThreads;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;
import org.osgi.util.tracker.ServiceTrackerCustomizer;

/**
 * Runs the host while there is a {@link RundownRefFactory}: from the first that turns up until that
 * one goes.
 */
@Capability(namespace = "osgi.extender", name = "io.rundown", version = "1.0.0", uses = RundownRefFactory.class)
public final class HostActivator implements BundleActivator {

    private static final System.Logger LOG = HostLog.get();

    private @Nullable ServiceTracker<RundownRefFactory, RunningHost> factories;

    @Override
    public void start(BundleContext context) {
        HostThreads.prepare();
        factories = new ServiceTracker<>(context, RundownRefFactory.class, new HostLifecycle(context));
        factories.open();
        if (factories.isEmpty()) {
            LOG.log(Level.WARNING, "no RundownRefFactory service: nothing is guarded until rundown-impl is started");
        }
    }

    @Override
    public void stop(BundleContext context) {
        if (factories != null) {
            factories.close();
        }
    }

    private static boolean isActive(Bundle bundle) {
        return bundle.getState() == Bundle.ACTIVE;
    }

    /** Starts a host with the first factory; further ones are left alone. */
    private static final class HostLifecycle implements ServiceTrackerCustomizer<RundownRefFactory, RunningHost> {

        private final BundleContext context;
        private final AtomicReference<@Nullable RunningHost> running = new AtomicReference<>();

        HostLifecycle(BundleContext context) {
            this.context = context;
        }

        @Override
        @SuppressWarnings("NullAway") // null means: not tracked
        public @Nullable RunningHost addingService(ServiceReference<RundownRefFactory> reference) {
            RundownRefFactory factory = context.getService(reference);
            if (factory == null || running.get() != null) {
                return null;
            }
            RunningHost host = new RunningHost(context, factory, reference.getBundle());
            if (!running.compareAndSet(null, host)) {
                return null;
            }
            host.start();
            return host;
        }

        @Override
        public void modifiedService(ServiceReference<RundownRefFactory> reference, RunningHost host) {
            // its properties do not matter
        }

        @Override
        public void removedService(ServiceReference<RundownRefFactory> reference, RunningHost host) {
            if (isActive(context.getBundle()) && isActive(context.getBundle(0))) {
                LOG.log(Level.WARNING, "the RundownRefFactory service goes: plugins are no longer guarded");
            }
            host.stop();
            running.set(null);
            context.ungetService(reference);
        }
    }
}
