package io.rundown.itests.harness;

import io.rundown.itests.sample.api.Echo;
import io.rundown.itests.sample.stage.Stage;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/**
 * The framework of this run, embedded: for tests that stop it. API and stage come from the test's own
 * class path, so that test and bundles share them.
 */
public final class EmbeddedFramework implements AutoCloseable {

    private final Framework framework;

    private EmbeddedFramework(Framework framework) {
        this.framework = framework;
    }

    /** Starts a framework with the host, Declarative Services and an observer that writes the journal. */
    public static EmbeddedFramework start(Map<String, String> properties) throws Exception {
        SampleJars.make();
        Path storage = Files.createTempDirectory(Locations.target(), "embedded");
        Map<String, String> configuration = new HashMap<>(properties);
        configuration.put("org.osgi.framework.storage", storage.toString());
        configuration.put("org.osgi.framework.storage.clean", "onFirstInit");
        configuration.put(
                "org.osgi.framework.system.packages.extra",
                "io.rundown.itests.sample.api;version=1.0,io.rundown.itests.sample.stage;version=1.0");
        Framework framework = ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no framework on the class path"))
                .newFramework(configuration);
        EmbeddedFramework embedded = new EmbeddedFramework(framework);
        framework.start();
        for (Path bundle : HostOptions.host()) {
            embedded.start(bundle);
        }
        for (Path bundle : HostOptions.components()) {
            embedded.install(bundle);
        }
        for (Bundle bundle : framework.getBundleContext().getBundles()) {
            bundle.start();
        }
        embedded.start(Sample.OBSERVER);
        return embedded;
    }

    /** Installs and starts the sample. */
    public Bundle start(Sample sample) throws BundleException {
        return start(Locations.jar(sample));
    }

    /** Installs and starts the sample once more, beside others of its name. */
    public Bundle startAnother(Sample sample, String location) throws Exception {
        try (InputStream jar = Files.newInputStream(Locations.jar(sample))) {
            Bundle bundle = framework.getBundleContext().installBundle(location, jar);
            bundle.start();
            return bundle;
        }
    }

    /** An Echo as a bundle sees it (the system bundle is not subject to service hooks). */
    public Echo echo() throws Exception {
        return new View(start(Sample.CONSUMER).getBundleContext()).echo();
    }

    /** Stops the framework and returns when it has stopped. */
    public void stop() throws Exception {
        framework.stop();
        FrameworkEvent event = framework.waitForStop(Patience.BOUND.toMillis());
        if (event.getType() != FrameworkEvent.STOPPED) {
            throw new AssertionError("the framework did not stop: event type " + event.getType());
        }
    }

    /** Releases held calls and stops the framework. */
    @Override
    public void close() throws Exception {
        Stage.reset();
        stop();
    }

    private Bundle start(Path jar) throws BundleException {
        Bundle bundle = install(jar);
        bundle.start();
        return bundle;
    }

    private Bundle install(Path jar) throws BundleException {
        return framework.getBundleContext().installBundle(jar.toUri().toString());
    }
}
