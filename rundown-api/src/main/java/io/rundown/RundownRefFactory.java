package io.rundown;

import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Makes {@link RundownRef}s. In OSGi it is a service; in plain Java {@link #load()} finds it.
 * Factories have no state that matters to callers, and may be used by any thread.
 */
@ProviderType
public interface RundownRefFactory {

    /**
     * Finds the factory of the implementation on the class path or module path, with {@link
     * ServiceLoader} and the class loader of this interface. Keep the answer: it costs a look-up. In an
     * OSGi framework use the service instead.
     *
     * @return a factory
     * @throws IllegalStateException if there is no implementation, or it cannot be loaded
     */
    static RundownRefFactory load() {
        try {
            return ServiceLoader.load(RundownRefFactory.class, RundownRefFactory.class.getClassLoader())
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no implementation of "
                            + RundownRefFactory.class.getName()
                            + " found: add io.rundown:rundown-impl to the class path (in OSGi, use the service)"));
        } catch (ServiceConfigurationError e) {
            throw new IllegalStateException("the implementation of rundown cannot be loaded: " + e.getMessage(), e);
        }
    }

    /**
     * Makes an {@link RundownState#ACTIVE ACTIVE} ref with a name of its own. Corresponds to {@code
     * ExInitializeRundownProtection}.
     *
     * @return a new ref
     */
    RundownRef create();

    /**
     * Makes an {@link RundownState#ACTIVE ACTIVE} ref.
     *
     * @param name what messages call it; need not be unique
     * @return a new ref
     * @throws NullPointerException if {@code name} is null
     */
    RundownRef create(String name);

    /**
     * Makes an {@link RundownState#ACTIVE ACTIVE} ref for use by proxies.
     *
     * @param name what messages call it; need not be unique
     * @return a new gate
     * @throws NullPointerException if {@code name} is null
     */
    CallGate createGate(String name);
}
