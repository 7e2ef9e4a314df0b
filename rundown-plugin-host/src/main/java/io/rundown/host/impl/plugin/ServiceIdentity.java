package io.rundown.host.impl.plugin;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;

/**
 * What tells the services of one plugin apart, and is the same in each of its revisions: the names a service is
 * registered under, and what component models and configurations call it.
 */
record ServiceIdentity(
        List<String> names,
        @Nullable Object pid,
        @Nullable Object component,
        @Nullable Object bean) {

    static ServiceIdentity of(ServiceReference<?> service) {
        return new ServiceIdentity(
                Guardability.names(service),
                text(service.getProperty(Constants.SERVICE_PID)),
                service.getProperty("component.name"),
                service.getProperty("osgi.service.blueprint.compname"));
    }

    /** A pid may be an array or a collection, which compare by identity or not at all. */
    private static @Nullable Object text(@Nullable Object value) {
        return value instanceof Object[] several ? List.of(several) : value;
    }
}
