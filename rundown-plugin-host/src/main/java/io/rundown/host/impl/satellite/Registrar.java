package io.rundown.host.impl.satellite;

import java.util.List;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;

/**
 * The bundle in whose name the proxies of held services are registered: what the plugin registers itself is
 * taken away by the framework whenever the plugin stops.
 *
 * <p>It has no code and no imports, so that no framework finds it wired to one version of a service's package and
 * hides the service from those who use another. Who can see such a proxy is decided by the host alone.
 */
public final class Registrar {

    private final Satellite bundle;

    /** Not installed yet. */
    public Registrar(BundleContext host) {
        this.bundle = new Satellite(
                host, "registrar", Map.of(Constants.BUNDLE_NAME, "rundown registrar of held services"), List.of());
    }

    /**
     * Its context; installs and starts it if need be.
     *
     * @throws BundleException if the framework refuses that
     * @throws IllegalStateException if the host has stopped
     */
    public BundleContext context() throws BundleException {
        return bundle.start();
    }

    /** Whether it has this id. */
    public boolean is(long otherId) {
        return bundle.is(otherId);
    }

    /** Removes it. */
    public void close() throws BundleException {
        bundle.uninstall();
    }
}
