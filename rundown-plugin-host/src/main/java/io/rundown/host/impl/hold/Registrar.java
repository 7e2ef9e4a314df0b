package io.rundown.host.impl.hold;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.startlevel.BundleStartLevel;

/**
 * The bundle in whose name the proxies of held services are registered: what the plugin registers itself is
 * taken away by the framework whenever the plugin stops.
 *
 * <p>It has no code and no imports, so that no framework finds it wired to one version of a service's package and
 * hides the service from those who use another. Who can see such a proxy is decided by the host alone. It is
 * installed when the first plugin asks for it, so that a framework without one stays as it is.
 */
public final class Registrar {

    private static final String LOCATION = "rundown:registrar";
    private static final String SYMBOLIC_NAME = "io.rundown.registrar";
    private static final long NONE = -1;

    private final BundleContext host;
    private volatile long bundleId = NONE;

    /** Not installed yet. */
    public Registrar(BundleContext host) {
        this.host = host;
    }

    /**
     * Its context; installs and starts it if need be.
     *
     * @throws BundleException if the framework refuses that
     * @throws IllegalStateException if the host has stopped
     */
    public BundleContext context() throws BundleException {
        Bundle bundle = host.getBundle(LOCATION);
        if (bundle == null) {
            bundle = host.installBundle(LOCATION, jar()); // what another thread has installed meanwhile is given
        }
        bundleId = bundle.getBundleId();
        BundleContext context = bundle.getBundleContext();
        if (context == null) {
            bundle.adapt(BundleStartLevel.class)
                    .setStartLevel(
                            host.getBundle().adapt(BundleStartLevel.class).getStartLevel());
            bundle.start(Bundle.START_TRANSIENT);
            context = bundle.getBundleContext();
        }
        if (context == null) {
            throw new BundleException(SYMBOLIC_NAME + " [" + bundleId + "] was stopped while it started");
        }
        return context;
    }

    /** Whether it has this id. */
    public boolean is(long otherId) {
        return otherId == bundleId && otherId != NONE;
    }

    /** Whether a bundle is the registrar, of this host or another. */
    public static boolean isRegistrar(Bundle bundle) {
        return LOCATION.equals(bundle.getLocation());
    }

    /** Removes it. */
    public void close() throws BundleException {
        @Nullable Bundle bundle = bundleId == NONE ? null : host.getBundle(LOCATION);
        if (bundle != null) {
            bundle.uninstall();
        }
    }

    private static InputStream jar() {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
        headers.putValue(Constants.BUNDLE_SYMBOLICNAME, SYMBOLIC_NAME);
        headers.putValue(Constants.BUNDLE_VERSION, "1.0.0");
        headers.putValue(Constants.BUNDLE_NAME, "rundown registrar of held services");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
            jar.finish();
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory cannot fail", e);
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }
}
