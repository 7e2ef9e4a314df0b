package io.rundown.host;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What the proxies of guarded services are besides the interfaces of the service, for tools that have to
 * know what is behind one. Applications need neither this nor to know that there is a proxy.
 *
 * <p>The proxy of a package-private interface is not one of these.
 */
@ProviderType
public interface GuardedService {

    /**
     * The object that the plugin registered. Calls on it are not guarded: a drain does not wait for
     * them. Never blocks.
     *
     * @return the object; {@code null} once the service was drained, when the proxy has let go of it
     */
    @Nullable
    Object unwrapGuarded();

    /**
     * Looks behind a proxy.
     *
     * @param service any object
     * @return what {@link #unwrapGuarded()} gives if it is a proxy, and the object itself if not
     */
    static @Nullable Object unwrap(Object service) {
        return service instanceof GuardedService proxy ? proxy.unwrapGuarded() : service;
    }
}
