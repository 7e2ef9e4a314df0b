package io.rundown.host.launcher;

import java.io.IOException;
import java.util.ServiceLoader;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/** The framework of the runnable host, which is {@linkplain Shutdown stopped} when the process is told to end. */
final class HostFramework {

    private final Framework framework;

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
                .newFramework(FrameworkProperties.of(arguments));
        framework.init();
        Shutdown shutdown = new Shutdown(framework);
        Runtime.getRuntime().addShutdownHook(new Thread(shutdown, "rundown host shutdown"));
        new EmbeddedBundles(framework.getBundleContext(), arguments.shell() && terminal).install();
        framework.start();
        shutdown.started();
        return new HostFramework(framework);
    }

    /** Returns when somebody has stopped it. */
    void waitForEnd() throws InterruptedException {
        FrameworkEvent event;
        do {
            event = framework.waitForStop(0);
        } while (event.getType() == FrameworkEvent.STOPPED_UPDATE); // it starts again by itself
    }
}
