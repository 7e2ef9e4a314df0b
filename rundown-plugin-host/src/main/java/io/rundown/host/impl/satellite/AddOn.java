package io.rundown.host.impl.satellite;

import io.rundown.host.impl.log.HostLog;
import java.lang.System.Logger.Level;
import java.net.URL;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleException;
import org.osgi.framework.BundleListener;
import org.osgi.framework.Constants;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleRevision;

/**
 * A bundle for the users of another one, such as the shell: it is started whenever somebody exports the API of that one; the framework
 * takes it along when it refreshes that bundle, and leaves the host alone. Its code is a package of the host, which the host itself
 * never loads.
 */
public final class AddOn implements BundleListener {

    private static final System.Logger LOG = HostLog.get();

    /** What of Karaf's shell the commands use there. */
    private static final String KARAF = Stream.of(
                    "api.action", "api.action.lifecycle", "api.console", "support.completers")
            .map(name -> ",org.apache.karaf.shell." + name + ";resolution:=optional")
            .collect(Collectors.joining());

    private final BundleContext host;
    private final String api;
    private final String use;
    private final Satellite bundle;

    private AddOn(BundleContext host, String name, String use, String api, String optional, String... morePackages) {
        this.host = host;
        this.api = api;
        this.use = use;
        String code = "io.rundown.host." + name;
        this.bundle = new Satellite(
                host,
                name,
                Map.of(
                        Constants.BUNDLE_NAME,
                        "rundown " + name,
                        Constants.BUNDLE_ACTIVATOR,
                        code + ".Activator",
                        "Karaf-Commands",
                        code + ".karaf",
                        Constants.IMPORT_PACKAGE,
                        api + optional
                                + ",io.rundown;version=\"[1.0,2)\",io.rundown.host;version=\"[1.0,2)\",io.rundown.spi;version=\"[1.0,2)\",org.osgi.dto,"
                                + "org.osgi.framework,org.osgi.framework.startlevel,org.osgi.framework.wiring,"
                                + "org.osgi.util.tracker"),
                Stream.concat(Stream.of(code), Arrays.stream(morePackages))
                        .flatMap(packageName -> classes(host, packageName))
                        .toList());
    }

    private static Stream<URL> classes(BundleContext host, String packageName) {
        return Collections.list(host.getBundle().findEntries(packageName.replace('.', '/'), "*.class", true)).stream();
    }

    /** The commands for the Gogo shell. */
    public static Runnable shell(BundleContext host) {
        return open(new AddOn(
                host,
                "shell",
                "the scope rundown in the shell",
                "org.apache.felix.service.command",
                KARAF,
                "io.rundown.host.jar"));
    }

    /** What File Install is to do with the jars in a folder. */
    public static Runnable folder(BundleContext host) {
        return open(
                new AddOn(host, "folder", "the reload of what File Install finds", "org.apache.felix.fileinstall", ""));
    }

    /**
     * Starts it now, or later, when there is somebody to use it.
     *
     * @return takes it away
     */
    private static Runnable open(AddOn addOn) {
        addOn.host.addBundleListener(addOn);
        if (Arrays.stream(addOn.host.getBundles()).anyMatch(addOn::exportsApi)) {
            addOn.start();
        }
        return addOn::close;
    }

    private void close() {
        host.removeBundleListener(this);
        try {
            bundle.uninstall();
        } catch (BundleException | IllegalStateException e) {
            LOG.log(Level.DEBUG, "an add-on of the host stays installed", e);
        }
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        boolean mayBeOfUse = event.getType() == BundleEvent.RESOLVED || event.getType() == BundleEvent.STARTED;
        if (mayBeOfUse && exportsApi(event.getBundle())) {
            start();
        }
    }

    private void start() {
        try {
            if (!bundle.isActive()) {
                bundle.start();
            }
        } catch (IllegalStateException e) {
            LOG.log(Level.DEBUG, "the host stops, or the add-on is taken away at the moment", e);
        } catch (BundleException e) {
            LOG.log(
                    Level.WARNING,
                    bundle + " cannot be started: " + use + " is missing. Mend the cause, then restart the bundle that"
                            + " exports " + api,
                    e);
        }
    }

    private boolean exportsApi(Bundle candidate) {
        BundleRevision revision = candidate.adapt(BundleRevision.class);
        return revision != null
                && revision.getDeclaredCapabilities(PackageNamespace.PACKAGE_NAMESPACE).stream()
                        .anyMatch(exported ->
                                api.equals(exported.getAttributes().get(PackageNamespace.PACKAGE_NAMESPACE)));
    }
}
