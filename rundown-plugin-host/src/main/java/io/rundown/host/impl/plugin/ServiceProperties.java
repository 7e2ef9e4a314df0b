package io.rundown.host.impl.plugin;

import io.rundown.host.HostProperties;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;

/** The service properties of a proxy: those of the original, and three that tell where it comes from. */
final class ServiceProperties {

    private static final List<String> SET_BY_FRAMEWORK =
            List.of(Constants.OBJECTCLASS, Constants.SERVICE_ID, Constants.SERVICE_BUNDLEID, Constants.SERVICE_SCOPE);

    private ServiceProperties() {}

    static Map<String, Object> ofProxyFor(ServiceReference<?> original) {
        Map<String, Object> properties = new HashMap<>();
        for (String key : original.getPropertyKeys()) {
            Object value = isSetByFramework(key) ? null : original.getProperty(key);
            if (value != null) {
                properties.put(key, value);
            }
        }
        properties.put(HostProperties.PROXIED, true);
        properties.put(HostProperties.ORIGINAL_SERVICE_ID, serviceId(original));
        properties.put(HostProperties.ORIGINAL_BUNDLE_ID, bundleId(original));
        return properties;
    }

    private static boolean isSetByFramework(String key) {
        for (String name : SET_BY_FRAMEWORK) {
            if (name.equalsIgnoreCase(key)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether a service is a proxy of the host's. Others may copy its properties, but cannot copy them to a service
     * of the same bundle: a proxy is registered for the provider of its original, and never seen by that.
     */
    static boolean areOfProxy(ServiceReference<?> service, long provider) {
        return number(service, HostProperties.ORIGINAL_BUNDLE_ID) == provider // first: few others have it
                && Boolean.TRUE.equals(service.getProperty(HostProperties.PROXIED));
    }

    static long serviceId(ServiceReference<?> service) {
        return number(service, Constants.SERVICE_ID);
    }

    /** The provider's id, also after the service was unregistered, when it has no bundle any more. */
    static long bundleId(ServiceReference<?> service) {
        Bundle provider = service.getBundle();
        return provider == null ? number(service, Constants.SERVICE_BUNDLEID) : provider.getBundleId();
    }

    /** A property that is a number; -1 if it is not there. */
    static long number(ServiceReference<?> service, String key) {
        return service.getProperty(key) instanceof Long value ? value : -1;
    }
}
