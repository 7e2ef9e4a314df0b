package io.rundown.host.impl.satellite;

import java.lang.System.Logger.Level;
import java.net.URL;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleException;
import org.osgi.framework.BundleListener;
import org.osgi.framework.Constants;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleRevision;

/**
 * The bundle of the shell commands. It is started whenever somebody exports the API of the Gogo shell; the framework takes it along
 * when it refreshes that bundle.
 */
public final class ShellBundle implements BundleListener {

    private static final System.Logger LOG = System.getLogger("io.rundown.host");

    private static final String SHELL_API = "org.apache.felix.service.command";
    private static final String CODE = "io/rundown/host/shell";

    private final BundleContext host;
    private final Satellite bundle;

    private ShellBundle(BundleContext host, List<URL> classes) {
        this.host = host;
        this.bundle = new Satellite(
                host,
                "shell",
                Map.of(
                        Constants.BUNDLE_NAME,
                        "rundown shell commands",
                        Constants.BUNDLE_ACTIVATOR,
                        CODE.replace('/', '.') + ".ShellActivator",
                        Constants.IMPORT_PACKAGE,
                        SHELL_API
                                + ";version=\"[1.0,2)\",io.rundown;version=\"[1.0,2)\",io.rundown.host;version=\"[1.0,2)\","
                                + "org.osgi.dto,org.osgi.framework,org.osgi.util.tracker"),
                classes);
    }

    /**
     * Starts it now, or later, when there is a shell.
     *
     * @return takes it away
     */
    public static Runnable open(BundleContext host) {
        ShellBundle shell =
                new ShellBundle(host, Collections.list(host.getBundle().findEntries(CODE, "*.class", false)));
        host.addBundleListener(shell);
        shell.startIfThereIsAShell();
        return shell::close;
    }

    private void close() {
        host.removeBundleListener(this);
        try {
            bundle.uninstall();
        } catch (BundleException | IllegalStateException e) {
            LOG.log(Level.DEBUG, "the bundle of the shell commands stays installed", e);
        }
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        if (event.getType() == BundleEvent.RESOLVED || event.getType() == BundleEvent.STARTED) {
            startIfThereIsAShell();
        }
    }

    private void startIfThereIsAShell() {
        try {
            if (!bundle.isActive() && Arrays.stream(host.getBundles()).anyMatch(ShellBundle::isShell)) {
                bundle.start();
            }
        } catch (BundleException | IllegalStateException e) {
            LOG.log(Level.DEBUG, "the shell commands cannot be started now", e);
        }
    }

    private static boolean isShell(Bundle bundle) {
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        return revision != null
                && revision.getDeclaredCapabilities(PackageNamespace.PACKAGE_NAMESPACE).stream()
                        .anyMatch(exported ->
                                SHELL_API.equals(exported.getAttributes().get(PackageNamespace.PACKAGE_NAMESPACE)));
    }
}
