package io.rundown.demo;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.locks.LockSupport;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/** An OSGi framework inside this JVM, with a fresh bundle cache. Closing stops it. */
final class EmbeddedFramework implements AutoCloseable {

    private static final Duration STOP_TIME = Duration.ofSeconds(20);
    private static final Duration SERVICE_TIME = Duration.ofSeconds(10);

    private final Framework framework;

    private EmbeddedFramework(Framework framework) {
        this.framework = framework;
    }

    /**
     * Starts a framework.
     *
     * @param cache where it keeps its bundles; emptied first
     * @param properties framework properties that differ from the defaults
     */
    static EmbeddedFramework start(Path cache, Map<String, String> properties) throws BundleException {
        Map<String, String> all = new HashMap<>(properties);
        all.put(Constants.FRAMEWORK_STORAGE, cache.toString());
        all.put(Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
        all.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, "io.rundown.demo.wire");
        Framework framework = ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no OSGi framework on the class path"))
                .newFramework(all);
        framework.start();
        return new EmbeddedFramework(framework);
    }

    /** Installs a bundle from a jar or from a directory of classes, unless it is installed. */
    Bundle install(Path file) throws BundleException {
        return context().installBundle((Files.isDirectory(file) ? "reference:" : "") + file.toUri());
    }

    /** Installs a bundle, unless it is installed, and starts it. */
    Bundle installAndStart(Path file) throws BundleException {
        Bundle bundle = install(file);
        bundle.start();
        return bundle;
    }

    void installAndStart(List<Path> files) throws BundleException {
        for (Path file : files) {
            installAndStart(file);
        }
    }

    <S> void register(Class<S> type, S service) {
        context().registerService(type, service, null);
    }

    /** Waits for a service that one of the bundles registers. */
    <S> S await(Class<S> type) {
        long deadline = System.nanoTime() + SERVICE_TIME.toNanos();
        do {
            ServiceReference<S> reference = context().getServiceReference(type);
            S service = reference == null ? null : context().getService(reference);
            if (service != null) {
                return service;
            }
            LockSupport.parkNanos(1_000_000);
        } while (System.nanoTime() < deadline);
        throw new IllegalStateException("no service " + type.getName() + " within " + SERVICE_TIME);
    }

    private BundleContext context() {
        return framework.getBundleContext();
    }

    @Override
    public void close() throws BundleException {
        framework.stop();
        try {
            framework.waitForStop(STOP_TIME.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
