package io.rundown.host.launcher;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/**
 * The framework of the runnable host. When the process is told to end, by Ctrl-C or SIGTERM, the framework is stopped first, which drains
 * all plugins within {@code rundown.shutdown.budget}, and the process ends with exit code 0.
 */
final class HostFramework {

    /** What of the jar itself is no plugin. */
    private static final String ALL_BUT_OWN = "*,!org.apache.felix.*,!org.osgi.*,!org.jline*,!io.rundown.*";

    private static final String LAST_START_LEVEL = "10";

    private final Framework framework;
    private volatile boolean started;

    private HostFramework(Framework framework) {
        this.framework = framework;
    }

    /**
     * Starts it.
     *
     * @param terminal whether there is one
     */
    static HostFramework start(Arguments arguments, boolean terminal) throws BundleException, IOException {
        Framework framework = ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow(() -> new IOException("there is no OSGi framework in the jar"))
                .newFramework(properties(arguments));
        framework.init();
        HostFramework host = new HostFramework(framework);
        Runtime.getRuntime().addShutdownHook(new Thread(host::stop, "rundown host shutdown"));
        new EmbeddedBundles(framework.getBundleContext(), arguments.shell() && terminal).install();
        framework.start();
        host.started = true;
        return host;
    }

    private static Map<String, String> properties(Arguments arguments) {
        Map<String, String> properties = new HashMap<>();
        properties.put(
                Constants.FRAMEWORK_STORAGE,
                arguments.storage().resolve("framework").toAbsolutePath().toString());
        properties.put(Constants.FRAMEWORK_BEGINNING_STARTLEVEL, LAST_START_LEVEL);
        properties.put("rundown.plugins", ALL_BUT_OWN);
        properties.put("rundown.hold", ALL_BUT_OWN);
        properties.put(
                "felix.fileinstall.dir", arguments.plugins().toAbsolutePath().toString());
        properties.put(
                "felix.fileinstall.tmpdir",
                arguments.storage().resolve("tmp").toAbsolutePath().toString());
        properties.put("rundown.fileinstall", "true");
        properties.put("felix.fileinstall.poll", "500");
        properties.put("felix.fileinstall.start.level", LAST_START_LEVEL);
        properties.put("felix.fileinstall.log.level", "2");
        System.getProperties().stringPropertyNames().forEach(name -> properties.put(name, System.getProperty(name)));
        return properties;
    }

    /** Returns when somebody has stopped it. */
    void waitForEnd() throws InterruptedException {
        FrameworkEvent event;
        do {
            event = framework.waitForStop(0);
        } while (event.getType() == FrameworkEvent.STOPPED_UPDATE); // it starts again by itself
    }

    /** In the thread that ends the process. */
    private void stop() {
        if (framework.getState() != Framework.ACTIVE && framework.getState() != Framework.STARTING) {
            return; // by the shell, which then ended the process
        }
        try {
            framework.stop();
            framework.waitForStop(0);
            if (started) {
                Runtime.getRuntime().halt(0); // instead of the code that tells of a signal
            }
        } catch (BundleException e) {
            System.getLogger("io.rundown.host").log(System.Logger.Level.ERROR, "the framework was not stopped", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
