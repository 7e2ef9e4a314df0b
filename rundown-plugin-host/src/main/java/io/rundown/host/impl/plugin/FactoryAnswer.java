package io.rundown.host.impl.plugin;

import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/**
 * What came of asking a service for an object for one bundle.
 *
 * @param kind which of the cases it is
 * @param use the object, in use for the bundle; only in the case {@link Kind#OBJECT}
 * @param cause why there is none; only in the case {@link Kind#NOTHING}
 */
record FactoryAnswer(
        Kind kind, @Nullable ServiceUse use, @Nullable String cause) {

    /** The cases. */
    enum Kind {
        /** The service has an object for the bundle. */
        OBJECT,

        /** The service is registered, and its factory has thrown an exception or given nothing. */
        NOTHING,

        /** The service has been unregistered. */
        SERVICE_GONE,

        /** The bundle has stopped, and wants nothing. */
        CONSUMER_GONE
    }

    /** Asks. This runs the factory, which may take any time. */
    static FactoryAnswer of(ServiceReference<?> service, Bundle consumer, BundleContext host) {
        BundleContext user = consumer.getBundleContext();
        if (user == null) {
            return new FactoryAnswer(Kind.CONSUMER_GONE, null, null);
        }
        try (FactoryErrors errors = FactoryErrors.listen(service, consumer, host)) {
            ServiceUse use = ServiceUse.take(service, user);
            if (use != null) {
                return new FactoryAnswer(Kind.OBJECT, use, null);
            }
            if (service.getBundle() == null) {
                return new FactoryAnswer(Kind.SERVICE_GONE, null, null);
            }
            if (consumer.getBundleContext() != user) {
                return new FactoryAnswer(Kind.CONSUMER_GONE, null, null);
            }
            String ofComponent = ComponentFailures.causeOf(service, host);
            return new FactoryAnswer(Kind.NOTHING, null, ofComponent == null ? errors.await() : ofComponent);
        }
    }
}
