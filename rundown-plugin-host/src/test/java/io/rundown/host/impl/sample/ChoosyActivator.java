package io.rundown.host.impl.sample;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.PrototypeServiceFactory;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceRegistration;

/** A plugin whose revisions make a greeter for each consumer, as the test says. */
public final class ChoosyActivator implements BundleActivator {

    /** Makes a greeter, or none. */
    @FunctionalInterface
    public interface Maker {
        /** Of a revision with a version, for a consumer. */
        @Nullable
        Greeter make(String version, Bundle consumer) throws Exception;
    }

    /** What the factory does. */
    public static volatile Maker maker = (version, consumer) -> null;

    /** Whether each request gets an object of its own. */
    public static volatile boolean prototype;

    /** How often the factory of a version was asked. */
    public static final Map<String, AtomicInteger> ASKED = new ConcurrentHashMap<>();

    /** How many objects of a version are in use. */
    public static final Map<String, AtomicInteger> IN_USE = new ConcurrentHashMap<>();

    /** Forgets what was. */
    public static void reset(Maker next) {
        maker = next;
        prototype = false;
        ASKED.clear();
        IN_USE.clear();
    }

    /** How often it was counted for a version. */
    public static int count(Map<String, AtomicInteger> counts, String version) {
        return counts.computeIfAbsent(version, key -> new AtomicInteger()).get();
    }

    private static AtomicInteger counter(Map<String, AtomicInteger> counts, String version) {
        return counts.computeIfAbsent(version, key -> new AtomicInteger());
    }

    @Override
    public void start(BundleContext context) {
        String version = context.getBundle().getVersion().toString();
        context.registerService(
                Greeter.class.getName(), prototype ? new Prototypes(version) : new Factory(version), null);
    }

    @Override
    public void stop(BundleContext context) {}

    private static class Factory implements ServiceFactory<Greeter> {
        private final String version;

        Factory(String version) {
            this.version = version;
        }

        @Override
        @SuppressWarnings("NullAway") // null is what is tested
        public Greeter getService(Bundle bundle, ServiceRegistration<Greeter> registration) {
            counter(ASKED, version).incrementAndGet();
            Greeter made;
            try {
                made = maker.make(version, bundle);
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            if (made != null) {
                counter(IN_USE, version).incrementAndGet();
            }
            return made;
        }

        @Override
        public void ungetService(Bundle bundle, ServiceRegistration<Greeter> registration, Greeter service) {
            counter(IN_USE, version).decrementAndGet();
        }
    }

    private static final class Prototypes extends Factory implements PrototypeServiceFactory<Greeter> {
        Prototypes(String version) {
            super(version);
        }
    }
}
