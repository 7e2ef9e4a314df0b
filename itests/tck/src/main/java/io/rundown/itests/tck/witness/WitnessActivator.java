package io.rundown.itests.tck.witness;

import io.rundown.host.DrainReport;
import io.rundown.host.PluginHost;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;

/**
 * Writes down, when the plugin host goes, how many plugins it had and what its last drains withdrew. A
 * host that does nothing changes nothing either, so equal results alone would prove little.
 */
public final class WitnessActivator implements BundleActivator {

    /** The framework property with the file to write. */
    private static final String FILE = "rundown.tck.witness";

    private @Nullable ServiceTracker<PluginHost, PluginHost> hosts;

    @Override
    public void start(BundleContext context) {
        Path file = Path.of(context.getProperty(FILE));
        hosts = new ServiceTracker<>(context, PluginHost.class, null) {
            @Override
            public void removedService(ServiceReference<PluginHost> reference, PluginHost host) {
                write(file, host);
                super.removedService(reference, host);
            }
        };
        hosts.open();
    }

    @Override
    public void stop(BundleContext context) {
        if (hosts != null) {
            hosts.close();
        }
    }

    private static void write(Path file, PluginHost host) {
        List<DrainReport> drains = host.history();
        int withdrawn = drains.stream().mapToInt(DrainReport::withdrawnServices).sum();
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(
                    file,
                    "plugins=%d%ndrains=%d%nwithdrawn=%d%n"
                            .formatted(host.plugins().size(), drains.size(), withdrawn));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write what the host did to " + file, e);
        }
    }
}
