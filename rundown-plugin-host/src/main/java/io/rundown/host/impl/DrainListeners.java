package io.rundown.host.impl;

import io.rundown.host.DrainListener;
import io.rundown.host.impl.plugin.ServiceCatalog;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;

/** The {@link DrainListener} services that are there. Those of plugins are called through proxies. */
final class DrainListeners {

    private final ServiceTracker<DrainListener, DrainListener> tracker;

    DrainListeners(BundleContext context, ServiceCatalog catalog) {
        this.tracker = new ServiceTracker<>(context, DrainListener.class, null) {
            @Override
            @SuppressWarnings("NullAway") // null means: not tracked
            public @Nullable DrainListener addingService(ServiceReference<DrainListener> reference) {
                return catalog.guarded(reference) != null ? null : super.addingService(reference);
            }
        };
    }

    void open() {
        tracker.open();
    }

    void close() {
        tracker.close();
    }

    List<DrainListener> all() {
        return List.of(tracker.getServices(new DrainListener[0]));
    }
}
