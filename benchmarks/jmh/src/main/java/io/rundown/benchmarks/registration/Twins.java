package io.rundown.benchmarks.registration;

import io.rundown.benchmarks.called.CalledService;
import io.rundown.host.HostProperties;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.osgi.framework.AllServiceListener;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.hooks.service.EventListenerHook;

/**
 * The least that a host with proxies does: a hook, which here hides nothing, and for each service another
 * beside it, with as many properties of its own. What this costs is the framework's part.
 */
final class Twins implements AllServiceListener {

    private final BundleContext provider;
    private final CalledService twin = new Unanswering();
    private final ConcurrentMap<ServiceReference<?>, ServiceRegistration<?>> twins = new ConcurrentHashMap<>();

    private Twins(BundleContext provider) {
        this.provider = provider;
    }

    /** Gives each service of a provider a twin from now on. */
    static void of(BundleContext provider, BundleContext host) {
        host.registerService(EventListenerHook.class, (event, listeners) -> {}, null);
        host.addServiceListener(new Twins(provider));
    }

    @Override
    public void serviceChanged(ServiceEvent event) {
        ServiceReference<?> service = event.getServiceReference();
        boolean isTwin = service.getProperty(HostProperties.PROXIED) != null;
        if (event.getType() == ServiceEvent.REGISTERED && !isTwin) {
            Map<String, Object> properties = Map.of(
                    HostProperties.PROXIED, true,
                    HostProperties.ORIGINAL_SERVICE_ID, 0L,
                    HostProperties.ORIGINAL_BUNDLE_ID, 0L);
            twins.put(
                    service,
                    provider.registerService(CalledService.class, twin, FrameworkUtil.asDictionary(properties)));
        } else if (event.getType() == ServiceEvent.UNREGISTERING && !isTwin) {
            ServiceRegistration<?> gone = twins.remove(service);
            if (gone != null) {
                gone.unregister();
            }
        }
    }
}
