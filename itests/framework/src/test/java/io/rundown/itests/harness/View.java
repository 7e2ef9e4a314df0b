package io.rundown.itests.harness;

import io.rundown.host.HostProperties;
import io.rundown.itests.sample.api.Echo;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/** What one bundle sees of the service registry. */
public final class View {

    private final BundleContext context;

    /** The view of the bundle with this context. */
    public View(BundleContext context) {
        this.context = context;
    }

    /** The references to services of this type, best first. */
    public List<ServiceReference<?>> references(String type) {
        return references(type, null);
    }

    /** The references to services of this type with these properties, best first. */
    public List<ServiceReference<?>> references(String type, String filter) {
        try {
            ServiceReference<?>[] found = context.getServiceReferences(type, filter);
            List<ServiceReference<?>> references = new ArrayList<>(found == null ? List.of() : List.of(found));
            references.sort(Collections.reverseOrder());
            return references;
        } catch (InvalidSyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Waits until there is an Echo; there must be one only, and it must be a proxy. */
    public ServiceReference<Echo> proxy() throws Exception {
        Patience.until(
                "an Echo is there", () -> !references(Echo.class.getName()).isEmpty());
        List<ServiceReference<?>> all = references(Echo.class.getName());
        if (all.size() != 1 || !isProxy(all.get(0))) {
            throw new AssertionError("expected one proxy, seen " + describe(all));
        }
        return context.getServiceReference(Echo.class);
    }

    /** The service object behind {@link #proxy()}, used until the test ends. */
    public Echo echo() throws Exception {
        Echo echo = context.getService(proxy());
        if (echo == null) {
            throw new AssertionError("no service object for " + describe(references(Echo.class.getName())));
        }
        return echo;
    }

    /** Whether the service is a proxy of the host. */
    public static boolean isProxy(ServiceReference<?> reference) {
        return Boolean.TRUE.equals(reference.getProperty(HostProperties.PROXIED));
    }

    /** For messages. */
    public static List<String> describe(List<ServiceReference<?>> references) {
        return references.stream()
                .map(reference -> (isProxy(reference) ? "proxy " : "original ")
                        + reference.getProperty("service.id")
                        + " of bundle "
                        + reference.getProperty("service.bundleid"))
                .toList();
    }
}
