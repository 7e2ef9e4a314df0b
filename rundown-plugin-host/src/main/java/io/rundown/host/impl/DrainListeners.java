package io.rundown.host.impl;

import io.rundown.host.DrainListener;
import io.rundown.host.impl.drain.Observer;
import io.rundown.host.impl.drain.ObserverQueue;
import io.rundown.host.impl.plugin.ServiceCatalog;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;

/** The {@link DrainListener} services that are there. Those of plugins are called through proxies. */
final class DrainListeners {

    private final ServiceTracker<DrainListener, Observer> tracker;

    DrainListeners(BundleContext context, ServiceCatalog catalog) {
        this.tracker = new ServiceTracker<>(context, DrainListener.class, null) {
            @Override
            @SuppressWarnings("NullAway") // null means: not tracked
            public @Nullable Observer addingService(ServiceReference<DrainListener> reference) {
                DrainListener listener = catalog.guarded(reference) != null ? null : context.getService(reference);
                return listener == null ? null : new Observer(listener, new ObserverQueue(name(reference, listener)));
            }

            @Override
            public void removedService(ServiceReference<DrainListener> reference, Observer observer) {
                observer.queue().close();
                context.ungetService(reference);
            }
        };
    }

    private static String name(ServiceReference<?> reference, DrainListener listener) {
        Bundle bundle = reference.getBundle();
        return "drain listener " + listener.getClass().getName() + (bundle == null ? "" : " of bundle " + bundle);
    }

    void open() {
        tracker.open();
    }

    void close() {
        tracker.close();
    }

    List<Observer> all() {
        return List.of(tracker.getServices(new Observer[0]));
    }
}
