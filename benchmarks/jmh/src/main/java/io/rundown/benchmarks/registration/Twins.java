package io.rundown.benchmarks.registration;

import io.rundown.benchmarks.called.CalledService;
import io.rundown.host.HostProperties;
import java.util.Dictionary;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.osgi.framework.AllServiceListener;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.hooks.service.EventListenerHook;

/**
 * What no host with proxies can do without: a hook, which here hides nothing, and for each service another
 * beside it, with as many properties of its own. What this costs is the framework's part.
 */
final class Twins implements AllServiceListener {

    private static final Dictionary<String, Object> PROPERTIES = FrameworkUtil.asDictionary(Map.of(
            HostProperties.PROXIED, true,
            HostProperties.ORIGINAL_SERVICE_ID, 0L,
            HostProperties.ORIGINAL_BUNDLE_ID, 0L));

    private final BundleContext provider;
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
            twins.put(service, provider.registerService(CalledService.class, new Twin(), PROPERTIES));
        } else if (event.getType() == ServiceEvent.UNREGISTERING && !isTwin) {
            ServiceRegistration<?> gone = twins.remove(service);
            if (gone != null) {
                gone.unregister();
            }
        }
    }

    /** As with proxies, each consumer would get one of its own. */
    private static final class Twin implements ServiceFactory<CalledService> {

        @Override
        public CalledService getService(Bundle consumer, ServiceRegistration<CalledService> registration) {
            return new Unanswering();
        }

        @Override
        public void ungetService(
                Bundle consumer, ServiceRegistration<CalledService> registration, CalledService service) {
            // nothing is kept
        }
    }
}
