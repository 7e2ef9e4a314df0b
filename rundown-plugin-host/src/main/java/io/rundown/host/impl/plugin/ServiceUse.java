package io.rundown.host.impl.plugin;

import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceException;
import org.osgi.framework.ServiceObjects;
import org.osgi.framework.ServiceReference;

/**
 * One use of an original service on behalf of a bundle, until it is given back. The framework counts
 * it for that bundle, as it would without the proxy.
 */
final class ServiceUse {

    private final Bundle bundle;
    private final Object object;
    private final Runnable giveBack;

    private ServiceUse(BundleContext user, Object object, Runnable giveBack) {
        this.bundle = user.getBundle();
        this.object = object;
        this.giveBack = giveBack;
    }

    /**
     * Gets the service.
     *
     * @return the use; {@code null} if the service has gone, its factory gives nothing or is asked in a circle, or the user's
     *     context is no longer valid
     */
    static <S> @Nullable ServiceUse take(ServiceReference<S> service, BundleContext user) {
        try {
            return isPrototype(service) ? takeObject(service, user) : takeShared(service, user);
        } catch (IllegalStateException | ServiceException e) {
            return null;
        }
    }

    private static <S> @Nullable ServiceUse takeShared(ServiceReference<S> service, BundleContext user) {
        S object = user.getService(service);
        return object == null ? null : new ServiceUse(user, object, () -> user.ungetService(service));
    }

    private static <S> @Nullable ServiceUse takeObject(ServiceReference<S> service, BundleContext user) {
        ServiceObjects<S> objects = user.getServiceObjects(service);
        if (objects == null) {
            return null;
        }
        S object = objects.getService();
        return object == null ? null : new ServiceUse(user, object, () -> objects.ungetService(object));
    }

    static boolean isPrototype(ServiceReference<?> service) {
        return Constants.SCOPE_PROTOTYPE.equals(service.getProperty(Constants.SERVICE_SCOPE));
    }

    /** The id of the bundle it counts for. */
    long bundleId() {
        return bundle.getBundleId();
    }

    /** The bundle it counts for. */
    Bundle bundle() {
        return bundle;
    }

    Object object() {
        return object;
    }

    void giveBack() {
        try {
            giveBack.run();
        } catch (IllegalStateException | IllegalArgumentException e) {
            // the user has stopped or the service has gone: the framework took the use back itself
            return;
        }
    }
}
