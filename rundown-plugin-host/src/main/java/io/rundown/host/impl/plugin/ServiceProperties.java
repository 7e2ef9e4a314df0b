package io.rundown.host.impl.plugin;

import io.rundown.host.HostProperties;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;

/** The service properties of a proxy: those of the original, and three that tell where it comes from. */
final class ServiceProperties {

    private static final Set<String> SET_BY_FRAMEWORK = Set.of(
            Constants.OBJECTCLASS.toLowerCase(Locale.ROOT),
            Constants.SERVICE_ID,
            Constants.SERVICE_BUNDLEID,
            Constants.SERVICE_SCOPE);

    private ServiceProperties() {}

    static Map<String, Object> ofProxyFor(ServiceReference<?> original) {
        Map<String, Object> properties = new HashMap<>();
        for (String key : original.getPropertyKeys()) {
            Object value = original.getProperty(key);
            if (value != null && !SET_BY_FRAMEWORK.contains(key.toLowerCase(Locale.ROOT))) {
                properties.put(key, value);
            }
        }
        properties.put(HostProperties.PROXIED, true);
        properties.put(HostProperties.ORIGINAL_SERVICE_ID, serviceId(original));
        properties.put(HostProperties.ORIGINAL_BUNDLE_ID, bundleId(original));
        return properties;
    }

    /**
     * Whether a service is a proxy of the host's. Others may copy its properties, but cannot copy them to a service
     * of the same bundle: a proxy is registered for the provider of its original, and never seen by that.
     */
    static boolean areOfProxy(ServiceReference<?> service) {
        return service.getProperty(HostProperties.PROXIED) instanceof Boolean proxied
                && proxied
                && number(service, HostProperties.ORIGINAL_BUNDLE_ID) == bundleId(service);
    }

    static long serviceId(ServiceReference<?> service) {
        return number(service, Constants.SERVICE_ID);
    }

    /** The provider's id, also after the service was unregistered, when it has no bundle any more. */
    static long bundleId(ServiceReference<?> service) {
        return number(service, Constants.SERVICE_BUNDLEID);
    }

    /** A property that is a number; -1 if it is not there. */
    static long number(ServiceReference<?> service, String key) {
        return service.getProperty(key) instanceof Long value ? value : -1;
    }
}
