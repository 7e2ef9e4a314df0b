package io.rundown.host.impl.hook;

import io.rundown.host.impl.plugin.Audience;
import io.rundown.host.impl.plugin.ServiceCatalog;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.hooks.service.EventListenerHook;
import org.osgi.framework.hooks.service.FindHook;
import org.osgi.framework.hooks.service.ListenerHook.ListenerInfo;

/** Shows consumers the proxies and hides the originals, in look-ups and in events alike. */
public final class VisibilityHook implements FindHook, EventListenerHook {

    private final ServiceCatalog catalog;

    /** A hook over this catalog. */
    public VisibilityHook(ServiceCatalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public void find(
            BundleContext context,
            @Nullable String name,
            @Nullable String filter,
            boolean allServices,
            Collection<ServiceReference<?>> references) {
        catalog.lookedUp(context, name);
        references.removeIf(service -> !catalog.audience(service, allServices).includes(context));
    }

    /** Comes before the listeners are called, so that this is where a new service is decided about. */
    @Override
    public void event(ServiceEvent event, Map<BundleContext, Collection<ListenerInfo>> listeners) {
        ServiceReference<?> service = event.getServiceReference();
        Audience audience = switch (event.getType()) {
            case ServiceEvent.REGISTERED -> catalog.decide(service);
            // whoever has seen it in spite of its classes, by asking for all, must hear that it goes
            case ServiceEvent.UNREGISTERING -> catalog.audience(service, true);
            default -> catalog.audience(service, false);
        };
        if (audience != Audience.EVERYBODY) {
            listeners.keySet().removeIf(context -> !audience.includes(context));
        }
    }
}
