package io.rundown.host.impl.plugin;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;

/**
 * Whether a service can be put behind a proxy, and if not, why. Decided from the names it is
 * registered under, as its provider sees them; the service object is not asked for, so that lazy
 * components stay lazy.
 *
 * @param interfaces what a proxy would implement; empty if there can be none
 * @param obstacle why there can be no proxy; {@code null} if there can
 */
record Guardability(List<Class<?>> interfaces, @Nullable String obstacle) {

    private static final String FRAMEWORK_HOOKS = "org.osgi.framework.hooks.";

    static Guardability of(List<String> names, Bundle provider) {
        List<Class<?>> interfaces = new ArrayList<>();
        for (String name : names) {
            if (name.startsWith(FRAMEWORK_HOOKS)) {
                return notBecause(name + " is a hook, which the framework itself calls");
            }
            Class<?> type;
            try {
                type = provider.loadClass(name);
            } catch (ClassNotFoundException | LinkageError | IllegalStateException e) {
                return notBecause("its provider cannot load " + name + ": " + e);
            }
            if (!type.isInterface()) {
                return notBecause(name + " is a class, not an interface");
            }
            if (type.isSealed()) {
                return notBecause(name + " is a sealed interface");
            }
            interfaces.add(type);
        }
        return new Guardability(List.copyOf(interfaces), null);
    }

    static Guardability notBecause(String obstacle) {
        return new Guardability(List.of(), obstacle);
    }

    /** The names a service is registered under. */
    static List<String> names(ServiceReference<?> service) {
        return service.getProperty(Constants.OBJECTCLASS) instanceof String[] names ? List.of(names) : List.of();
    }
}
