package io.rundown.host.impl;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rundown.host.DrainListener;
import io.rundown.host.DrainReport;
import io.rundown.host.HostProperties;
import io.rundown.host.impl.sample.Greeter;
import io.rundown.host.impl.sample.GreeterActivator;
import io.rundown.host.impl.sample.Probe;
import io.rundown.impl.osgi.ImplActivator;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/**
 * The host, a sample plugin and a consumer on a framework that a subclass names. The plugin's calls stay
 * inside until {@link Probe#leave} opens.
 */
abstract class HostOnFramework {

    static final String PLUGIN = "sample.plugin";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    Framework framework;

    @SuppressWarnings("NullAway.Init")
    Bundle plugin;

    @SuppressWarnings("NullAway.Init")
    BundleContext consumer;

    final CountDownLatch drainBegan = new CountDownLatch(1);
    final CountDownLatch drainWaited = new CountDownLatch(2);
    volatile @Nullable DrainReport ended;
    private volatile CountDownLatch progress = new CountDownLatch(0);

    /** Further framework properties. */
    Map<String, String> moreProperties() {
        return Map.of();
    }

    /** Makes the framework. */
    abstract FrameworkFactory frameworkFactory();

    @BeforeEach
    void startFramework() throws Exception {
        Probe.reset();
        Map<String, String> properties = new HashMap<>();
        properties.put(Constants.FRAMEWORK_STORAGE, folder.resolve("storage").toString());
        properties.put(
                Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                Greeter.class.getPackageName() + "," + NoActivator.class.getPackageName()
                        + ",io.rundown;version=1.0,io.rundown.host;version=1.0,io.rundown.spi;version=1.0");
        properties.put(HostProperties.PLUGINS, "sample.*");
        properties.put(HostProperties.PROGRESS_INTERVAL, "50");
        properties.putAll(moreProperties());
        framework = frameworkFactory().newFramework(properties);
        framework.start();
        BundleContext system = framework.getBundleContext();
        for (Class<?> type : new Class<?>[] {ImplActivator.class, HostActivator.class}) {
            install(system, BundleFiles.bundleOf(type, folder)).start();
        }
        Bundle consuming = install(system, BundleFiles.plugin(NoActivator.class, "some.consumer", "", folder));
        consuming.start();
        consumer = consuming.getBundleContext();
        plugin = install(system, BundleFiles.plugin(GreeterActivator.class, PLUGIN, "", folder));
        system.registerService(
                DrainListener.class,
                new DrainListener() {
                    @Override
                    public void drainBegan(DrainReport report) {
                        drainBegan.countDown();
                    }

                    @Override
                    public void drainProgressed(DrainReport report) {
                        drainWaited.countDown();
                        progress.countDown();
                    }

                    @Override
                    public void drainEnded(DrainReport report) {
                        ended = report;
                    }
                },
                null);
        plugin.start();
    }

    static Bundle install(BundleContext context, Path jar) throws Exception {
        return context.installBundle(jar.toUri().toString());
    }

    @AfterEach
    void stopFramework() throws Exception {
        Probe.leave.countDown();
        framework.stop();
        framework.waitForStop(30_000);
    }

    /** Returns when the thread waits for something, or has ended. */
    @SuppressWarnings("ThreadPriorityCheck") // there is no event to wait for
    static void awaitStill(Thread thread) {
        while (thread.getState() == Thread.State.RUNNABLE) {
            Thread.yield();
        }
    }

    /** Returns when a drain has told twice more that it waits. */
    final void awaitMoreProgress() throws InterruptedException {
        CountDownLatch more = new CountDownLatch(2);
        progress = more;
        assertTrue(more.await(10, TimeUnit.SECONDS), "a drain waits");
    }

    final Greeter greeter() {
        return service(Greeter.class);
    }

    final <S> S service(Class<S> type) {
        ServiceReference<S> reference = consumer.getServiceReference(type);
        assertNotNull(reference, type.getName());
        return consumer.getService(reference);
    }

    static <T> CompletableFuture<T> async(Callable<T> body) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                result.complete(body.call());
            } catch (Throwable e) {
                result.completeExceptionally(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return result;
    }

    /** For a bundle that is there for its context only. */
    public static final class NoActivator implements org.osgi.framework.BundleActivator {
        @Override
        public void start(BundleContext context) {}

        @Override
        public void stop(BundleContext context) {}
    }
}
