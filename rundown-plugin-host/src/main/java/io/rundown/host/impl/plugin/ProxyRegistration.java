package io.rundown.host.impl.plugin;

import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;

/**
 * The registration of a proxy. Mostly made with the provider's own context: there the framework judges who
 * can see it, and tools that ask for the providing bundle get the right answer.
 *
 * <p>Publishing, property changes and withdrawal come from different threads in any order. After all
 * of them have returned the proxy is registered with the original's latest properties, or gone.
 */
final class ProxyRegistration implements Publication {

    private volatile ServiceReference<?> original;
    private final ProxyFactory factory;
    private final AtomicReference<@Nullable ServiceRegistration<?>> registration = new AtomicReference<>();
    private final AtomicInteger changes = new AtomicInteger();
    private final AtomicBoolean published = new AtomicBoolean();
    private volatile Map<String, Object> set = Map.of();
    private volatile boolean withdrawn;

    ProxyRegistration(ServiceReference<?> original, ProxyFactory factory) {
        this.original = original;
        this.factory = factory;
    }

    /** What the proxy is registered for. */
    ServiceReference<?> original() {
        return original;
    }

    /** From now on the proxy is that of another original, with its properties. */
    void repoint(ServiceReference<?> next) {
        boolean same =
                next.equals(original) && ServiceProperties.ofProxyFor(next).equals(set);
        original = next;
        if (!same) {
            propertiesChanged();
        }
    }

    @Override
    public void publish(BundleContext provider) {
        if (!published.compareAndSet(false, true)) {
            return;
        }
        // held at one while publishing: a change meanwhile raises it, and is passed on below
        changes.incrementAndGet();
        Object service = ServiceUse.isPrototype(original) ? factory.asPrototype() : factory;
        set = ServiceProperties.ofProxyFor(original);
        ServiceRegistration<?> made = provider.registerService(
                Guardability.names(original).toArray(String[]::new), service, FrameworkUtil.asDictionary(set));
        registration.set(made);
        if (withdrawn) {
            unregister();
        }
        passOn(1);
    }

    @Override
    public void propertiesChanged() {
        if (changes.getAndIncrement() == 0) {
            update();
            passOn(1);
        }
    }

    /** Repeats the update until no change came in since the last one. */
    private void passOn(int handled) {
        int seen = handled;
        int left = changes.addAndGet(-seen);
        while (left > 0) {
            seen = left;
            update();
            left = changes.addAndGet(-seen);
        }
    }

    private void update() {
        ServiceRegistration<?> present = registration.get();
        Map<String, Object> properties = ServiceProperties.ofProxyFor(original);
        if (present != null) {
            set = properties;
            try {
                present.setProperties(FrameworkUtil.asDictionary(properties));
            } catch (IllegalStateException e) {
                // withdrawn meanwhile
                return;
            }
        }
    }

    @Override
    public boolean withdraw() {
        withdrawn = true;
        return unregister();
    }

    private boolean unregister() {
        ServiceRegistration<?> present = registration.getAndSet(null);
        if (present == null) {
            return false;
        }
        try {
            present.unregister();
            return true;
        } catch (IllegalStateException e) {
            // the framework was faster
            return false;
        }
    }
}
