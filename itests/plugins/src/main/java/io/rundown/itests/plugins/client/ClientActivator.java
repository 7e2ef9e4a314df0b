package io.rundown.itests.plugins.client;

import io.rundown.itests.plugins.api.Clock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleWire;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.util.tracker.ServiceTracker;

/**
 * Calls the provider without a pause, and writes into a file what came of it. While there is a file {@code stay} beside, another thread
 * makes one long call; if there is a file {@code stop} the framework is stopped.
 */
public final class ClientActivator implements BundleActivator {

    private static final long REPORT_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final Thread caller = new Thread(this::callUntilStopped, "client");
    private final Thread stayer = new Thread(this::stayOnce, "client that stays");
    private BundleContext context;
    private ServiceTracker<Clock, Clock> clocks;
    private Path folder;
    private volatile boolean stopped;
    private volatile String stay = "no";
    private long completed;
    private long rejected;
    private long none;
    private long broken;
    private String first = "";
    private String version = "";
    private String fault = "";

    @Override
    public void start(BundleContext started) {
        context = started;
        folder = Path.of(context.getProperty("client.folder"));
        clocks = new ServiceTracker<>(context, Clock.class, null);
        clocks.open();
        caller.start();
        stayer.setDaemon(true);
        stayer.start(); // not waited for: that is what is to be seen
    }

    @Override
    public void stop(BundleContext context) throws InterruptedException {
        stopped = true;
        caller.join();
    }

    private void callUntilStopped() {
        long reported = System.nanoTime();
        while (!stopped) {
            call();
            if (System.nanoTime() - reported > REPORT_NANOS) {
                report();
                stopFramework();
                reported = System.nanoTime();
            }
        }
        report();
    }

    private void call() {
        Clock clock = clocks.getService();
        if (clock == null) {
            none++;
            return;
        }
        try {
            version = clock.version();
            first = first.isEmpty() ? version : first;
            completed++;
        } catch (RuntimeException | LinkageError e) {
            if (e.getClass().getName().equals("io.rundown.host.PluginUnavailableException")) {
                rejected++;
            } else {
                broken++;
                fault = e.toString();
            }
        }
    }

    /** What there is, for whoever wonders why no call completes. */
    private String seen() {
        try {
            StringBuilder seen = new StringBuilder();
            for (Bundle bundle : context.getBundles()) {
                if (bundle.getSymbolicName() != null && bundle.getSymbolicName().startsWith("sample.")) {
                    seen.append(bundle)
                            .append(" state ")
                            .append(bundle.getState())
                            .append(" since ")
                            .append(bundle.getLastModified())
                            .append("; ");
                }
            }
            ServiceReference<?>[] all = context.getAllServiceReferences(Clock.class.getName(), null);
            return seen + "services whatever their class " + (all == null ? 0 : all.length) + ", of the class "
                    + (context.getServiceReference(Clock.class) == null ? 0 : 1);
        } catch (InvalidSyntaxException | IllegalStateException e) {
            return e.toString();
        }
    }

    /** As the shell does. */
    private void stopFramework() {
        try {
            if (Files.deleteIfExists(folder.resolve("stop"))) {
                context.getBundle(0).stop();
            }
        } catch (IOException | BundleException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The version of the revision that this one uses the interface of. */
    private String api() {
        return context
                .getBundle()
                .adapt(BundleWiring.class)
                .getRequiredWires(PackageNamespace.PACKAGE_NAMESPACE)
                .stream()
                .map(BundleWire::getProvider)
                .filter(revision -> "sample.api".equals(revision.getSymbolicName()))
                .map(revision -> revision.getVersion().toString())
                .findFirst()
                .orElse("");
    }

    private void report() {
        String text = "completed=" + completed + "\nrejected=" + rejected + "\nnone=" + none + "\nbroken=" + broken
                + "\nclient=" + context.getBundle().getVersion()
                + "\napi=" + api() + "\nfirst=" + first + "\nversion=" + version + "\nstay=" + stay + "\nfault=" + fault
                + "\nseen="
                + seen() + "\n";
        try {
            Path next = Files.writeString(folder.resolve("report.next"), text);
            Files.move(next, folder.resolve("report"), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void stayOnce() {
        try {
            while (!Files.exists(folder.resolve("stay"))) {
                Thread.sleep(20);
            }
            long millis =
                    Long.parseLong(Files.readString(folder.resolve("stay")).strip());
            Clock clock = clocks.getService();
            Files.writeString(folder.resolve("inside"), "");
            clock.stay(millis);
            Files.writeString(folder.resolve("left"), "in peace");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            stay = e.toString();
        }
    }
}
