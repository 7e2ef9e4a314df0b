package io.rundown.benchmarks.framework;

import io.rundown.benchmarks.called.CalledService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/** An OSGi framework inside this JVM, with an empty bundle cache of its own. Closing stops it. */
public final class EmbeddedFramework implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 20;

    /** The types that bundles and benchmarks share, and the logging that Aries asks for. */
    private static final String SHARED_PACKAGES = CalledService.class.getPackageName() + ",org.slf4j;version=1.7.36";

    private final Framework framework;
    private final Path storage;

    private EmbeddedFramework(Framework framework, Path storage) {
        this.framework = framework;
        this.storage = storage;
    }

    /** Starts a framework with these properties beside the defaults. */
    public static EmbeddedFramework start(Map<String, String> properties) throws IOException, BundleException {
        Path storage = Files.createTempDirectory("rundown-bench");
        Map<String, String> all = new HashMap<>(properties);
        all.put(Constants.FRAMEWORK_STORAGE, storage.toString());
        all.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, SHARED_PACKAGES);
        Framework framework = ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no OSGi framework on the class path"))
                .newFramework(all);
        framework.start();
        return new EmbeddedFramework(framework, storage);
    }

    /** The system bundle's context. Service hooks hide nothing from it. */
    public BundleContext context() {
        return framework.getBundleContext();
    }

    /** Installs a bundle. */
    public Bundle install(SmallBundle bundle) throws IOException, BundleException {
        return context().installBundle(bundle.location(), bundle.jar());
    }

    /** Installs a bundle from a jar, or from a directory of classes. */
    public Bundle install(BundleFile file) throws BundleException {
        Path path = file.path();
        return context().installBundle((Files.isDirectory(path) ? "reference:" : "") + path.toUri());
    }

    /** Installs a bundle and starts it. */
    public Bundle start(SmallBundle bundle) throws IOException, BundleException {
        Bundle installed = install(bundle);
        installed.start();
        return installed;
    }

    /** Installs all of these bundles, then starts them. */
    public void start(List<BundleFile> files) throws BundleException {
        List<Bundle> installed = new ArrayList<>();
        for (BundleFile file : files) {
            installed.add(install(file));
        }
        for (Bundle bundle : installed) {
            bundle.start();
        }
    }

    /**
     * Waits for a service.
     *
     * @throws IllegalStateException if there is none for long
     */
    public <S> S await(Class<S> type) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        do {
            ServiceReference<S> reference = context().getServiceReference(type);
            S service = reference == null ? null : context().getService(reference);
            if (service != null) {
                return service;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        } while (System.nanoTime() - deadline < 0);
        throw new IllegalStateException("no service " + type.getName() + " for " + PATIENCE_SECONDS + " s");
    }

    @Override
    public void close() throws IOException, BundleException {
        framework.stop();
        try {
            framework.waitForStop(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        delete(storage);
    }

    private static void delete(Path directory) throws IOException {
        List<Path> content;
        try (Stream<Path> walk = Files.walk(directory)) {
            content = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : content) {
            Files.delete(path);
        }
    }
}
