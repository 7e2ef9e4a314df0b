package io.rundown.host.impl.plugin;

import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.PrototypeServiceFactory;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceRegistration;

/** What the framework asks for proxies, one consumer at a time. */
class ProxyFactory implements ServiceFactory<Object> {

    private final ProxySource service;

    ProxyFactory(ProxySource service) {
        this.service = service;
    }

    /** The same, for an original of prototype scope. */
    PrototypeServiceFactory<Object> asPrototype() {
        return new OfPrototypes(service);
    }

    @Override
    @SuppressWarnings("NullAway") // the interface has no annotations; it allows null
    public @Nullable Object getService(Bundle consumer, ServiceRegistration<Object> registration) {
        return service.obtain(consumer);
    }

    @Override
    public void ungetService(Bundle consumer, ServiceRegistration<Object> registration, Object proxy) {
        service.takeBack(consumer, proxy);
    }

    private static final class OfPrototypes extends ProxyFactory implements PrototypeServiceFactory<Object> {
        OfPrototypes(ProxySource service) {
            super(service);
        }
    }
}
