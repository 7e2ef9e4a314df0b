package io.rundown.benchmarks.registration;

import io.rundown.benchmarks.called.CalledService;
import io.rundown.host.HostProperties;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;

/** Makes sure that services are guarded: without that the figures would mean nothing. */
final class Proxies {

    private static final String FILTER = "(" + HostProperties.PROXIED + "=true)";

    private Proxies() {}

    /**
     * Counts the proxies that a bundle sees.
     *
     * @throws IllegalStateException if there are more or less than so many
     */
    static void require(BundleContext consumer, int count) throws InvalidSyntaxException {
        int seen = consumer.getServiceReferences(CalledService.class, FILTER).size();
        if (seen != count) {
            throw new IllegalStateException("a consumer sees " + seen + " proxies of " + count + " services");
        }
    }
}
