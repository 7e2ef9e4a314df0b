package io.rundown.host.impl.hook;

import io.rundown.host.impl.drain.Drains;
import io.rundown.host.impl.plugin.Plugin;
import io.rundown.host.impl.plugin.PluginService;
import io.rundown.host.impl.plugin.ServiceCatalog;
import org.osgi.framework.AllServiceListener;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceReference;

/**
 * Keeps the proxies in step with their originals. Service events are synchronous: the proxy is
 * registered before {@code registerService} returns to the plugin, and a service that is unregistered
 * is drained before anybody takes it apart.
 */
public final class OriginalsListener implements AllServiceListener {

    private final ServiceCatalog catalog;
    private final Drains drains;

    /** A listener over this catalog. */
    public OriginalsListener(ServiceCatalog catalog, Drains drains) {
        this.catalog = catalog;
        this.drains = drains;
    }

    @Override
    public void serviceChanged(ServiceEvent event) {
        ServiceReference<?> service = event.getServiceReference();
        switch (event.getType()) {
            case ServiceEvent.REGISTERED -> catalog.publish(service);
            case ServiceEvent.MODIFIED -> catalog.propertiesChanged(service);
            case ServiceEvent.UNREGISTERING -> unregistering(service);
            default -> {
                // MODIFIED_ENDMATCH concerns listeners with a filter, and this one has none
            }
        }
    }

    private void unregistering(ServiceReference<?> service) {
        Plugin plugin = catalog.pluginOf(service);
        if (plugin == null) {
            return;
        }
        PluginService guarded = catalog.guarded(service);
        if (guarded != null) {
            drains.serviceUnregistering(plugin, guarded);
        }
        plugin.forget(service);
    }
}
