package io.rundown.host.impl.satellite;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.startlevel.BundleStartLevel;

/** A bundle that the host makes. It is installed when it is needed first, so that a framework without need of it stays as it is. */
public final class Satellite {

    private static final String LOCATIONS = "rundown:";
    private static final long NONE = -1;

    private final BundleContext host;
    private final String location;
    private final String symbolicName;
    private final Map<String, String> headers;
    private final List<URL> classes;
    private volatile long bundleId = NONE;

    /**
     * Not installed yet.
     *
     * @param name its location is {@code rundown:} and this, its symbolic name {@code io.rundown.} and this
     * @param headers what its manifest says besides
     * @param classes of the host, which are copied into it
     */
    public Satellite(BundleContext host, String name, Map<String, String> headers, List<URL> classes) {
        this.host = host;
        this.location = LOCATIONS + name;
        this.symbolicName = "io.rundown." + name;
        this.headers = headers;
        this.classes = classes;
    }

    /** Whether a bundle is one, of this host or another. */
    public static boolean isSatellite(Bundle bundle) {
        return bundle.getLocation().startsWith(LOCATIONS);
    }

    /** Whether it has this id. */
    public boolean is(long otherId) {
        return otherId == bundleId && otherId != NONE;
    }

    /** Whether it is started. */
    public boolean isActive() {
        Bundle bundle = installed();
        return bundle != null && bundle.getState() == Bundle.ACTIVE;
    }

    /**
     * Its context; installs and starts it if need be, at the start level of the host.
     *
     * @throws BundleException if the framework refuses that
     * @throws IllegalStateException if the host has stopped
     */
    public BundleContext start() throws BundleException {
        Bundle bundle = host.getBundle(location);
        if (bundle == null) {
            bundle = host.installBundle(location, jar()); // what another thread has installed meanwhile is given
        } else if (bundleId == NONE && !classes.isEmpty()) {
            bundle.update(jar()); // left by a host before, which may have had others
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
            throw new BundleException(symbolicName + " [" + bundleId + "] was stopped while it started");
        }
        return context;
    }

    /** Its name and location. */
    @Override
    public String toString() {
        return symbolicName + " (" + location + ")";
    }

    /** Removes it. */
    public void uninstall() throws BundleException {
        Bundle bundle = installed();
        if (bundle != null) {
            bundle.uninstall();
        }
    }

    private @Nullable Bundle installed() {
        return bundleId == NONE ? null : host.getBundle(location);
    }

    private InputStream jar() {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
        main.putValue(Constants.BUNDLE_SYMBOLICNAME, symbolicName);
        main.putValue(Constants.BUNDLE_VERSION, "1.0.0");
        headers.forEach(main::putValue);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
            for (URL type : classes) {
                String path = type.getPath();
                jar.putNextEntry(new ZipEntry(path.startsWith("/") ? path.substring(1) : path));
                try (InputStream in = type.openStream()) {
                    in.transferTo(jar);
                }
                jar.closeEntry();
            }
        } catch (IOException e) {
            throw new IllegalStateException("the host's own classes cannot be read", e);
        }
        return new ByteArrayInputStream(bytes.toByteArray());
    }
}
