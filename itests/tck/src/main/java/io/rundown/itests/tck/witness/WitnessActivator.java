package io.rundown.itests.tck.witness;

import io.rundown.host.HostProperties;
import io.rundown.host.PluginHost;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.LongAdder;
import org.osgi.framework.AllServiceListener;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceEvent;

/**
 * Writes down, when the JVM ends, how many plugins the host had, how many proxies were registered and
 * how many of the last drains it remembers. A host that does nothing changes nothing either, so equal
 * results alone would prove little.
 *
 * <p>Not when the framework stops: the tester ends the JVM without stopping it.
 */
public final class WitnessActivator implements BundleActivator {

    /** The framework property with the file to write. */
    private static final String FILE = "rundown.tck.witness";

    private final LongAdder proxies = new LongAdder();

    @Override
    public void start(BundleContext context) throws IOException {
        Path file = Path.of(context.getProperty(FILE));
        Files.deleteIfExists(file);
        PluginHost host = context.getService(context.getServiceReference(PluginHost.class));
        context.addServiceListener((AllServiceListener) this::count);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> write(file, host), "rundown-tck-witness"));
    }

    @Override
    public void stop(BundleContext context) {
        // the host's view outlives the framework
    }

    private void count(ServiceEvent event) {
        if (event.getType() == ServiceEvent.REGISTERED
                && event.getServiceReference().getProperty(HostProperties.PROXIED) != null) {
            proxies.increment();
        }
    }

    private void write(Path file, PluginHost host) {
        String text = "plugins=%d%nproxies=%d%ndrains=%d%n"
                .formatted(host.plugins().size(), proxies.sum(), host.history().size());
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write what the host did to " + file, e);
        }
    }
}
