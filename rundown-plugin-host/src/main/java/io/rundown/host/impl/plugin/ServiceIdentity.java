package io.rundown.host.impl.plugin;

import io.rundown.host.HostProperties;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;

/**
 * What tells the services of one plugin apart, and is the same in each of its revisions: the names a service is
 * registered under, how its objects are shared, and what component models and configurations call it.
 */
record ServiceIdentity(
        List<String> names,
        @Nullable Object scope,
        @Nullable Object pid,
        @Nullable Object component,
        @Nullable Object bean) {

    static final String COMPONENT_NAME = "component.name";
    private static final String BEAN_NAME = "osgi.service.blueprint.compname";

    /** Properties that differ from one registration to the next whatever the service is. */
    private static final Set<String> OF_REGISTRATION = Set.of(
            HostProperties.ORIGINAL_SERVICE_ID,
            HostProperties.ORIGINAL_BUNDLE_ID,
            "component.id",
            "service.changecount");

    static ServiceIdentity of(ServiceReference<?> service) {
        return new ServiceIdentity(
                Guardability.names(service),
                Constants.SCOPE_PROTOTYPE.equals(service.getProperty(Constants.SERVICE_SCOPE)),
                comparable(service.getProperty(Constants.SERVICE_PID)),
                service.getProperty(COMPONENT_NAME),
                service.getProperty(BEAN_NAME));
    }

    /** Whether the services are the same in their other properties, too. */
    static boolean haveSameProperties(ServiceReference<?> one, ServiceReference<?> other) {
        return comparableProperties(one).equals(comparableProperties(other));
    }

    private static Map<String, Object> comparableProperties(ServiceReference<?> service) {
        Map<String, Object> properties = new HashMap<>(ServiceProperties.ofProxyFor(service));
        properties.keySet().removeAll(OF_REGISTRATION);
        properties.replaceAll((key, value) -> comparable(value));
        return properties;
    }

    /** An array compares by identity. */
    private static <T extends @Nullable Object> T comparable(T value) {
        @SuppressWarnings("unchecked") // whoever compares does not ask for the type
        T list = value instanceof Object[] several ? (T) Arrays.asList(several.clone()) : value;
        return list;
    }
}
