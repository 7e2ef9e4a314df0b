package io.rundown.host.impl.plugin;

import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/**
 * Asks Declarative Services why it has no object of a component. When a component cannot be activated, its factory gives {@code null}
 * and nothing more; the exception is in the runtime's description of the component. The API of that runtime is an optional import.
 */
final class ComponentFailures {

    private static final String RUNTIME = "org.osgi.service.component.runtime.ServiceComponentRuntime";

    private ComponentFailures() {}

    /** Returns the name of the component whose service it is; {@code null} if it is none of a component. */
    static @Nullable String componentName(ServiceReference<?> service) {
        return service.getProperty(ServiceIdentity.COMPONENT_NAME) instanceof String name ? name : null;
    }

    /** Returns why the component could not be activated; {@code null} if nobody knows. */
    static @Nullable String causeOf(ServiceReference<?> service, BundleContext host) {
        Bundle provider = service.getBundle();
        String name = componentName(service);
        if (provider == null || name == null || !(service.getProperty("component.id") instanceof Long id)) {
            return null;
        }
        try {
            ServiceReference<?> runtime = host.getServiceReference(RUNTIME);
            return runtime == null ? null : Query.causeOf(runtime, provider, name, id, host);
        } catch (RuntimeException | LinkageError e) {
            return null; // there is no such runtime, or an older one, or it stops
        }
    }

    /** What refers to the API of the runtime: this class is not loaded where there is none. */
    private static final class Query {

        private Query() {}

        static @Nullable String causeOf(
                ServiceReference<?> reference, Bundle provider, String name, long id, BundleContext host) {
            try {
                if (!(host.getService(reference) instanceof ServiceComponentRuntime runtime)) {
                    return null;
                }
                ComponentDescriptionDTO description = runtime.getComponentDescriptionDTO(provider, name);
                if (description == null) {
                    return null;
                }
                for (ComponentConfigurationDTO configuration : runtime.getComponentConfigurationDTOs(description)) {
                    String failure = configuration.id == id ? configuration.failure : null;
                    if (failure != null) {
                        return Failures.describe(failure);
                    }
                }
                return null;
            } finally {
                host.ungetService(reference);
            }
        }
    }
}
