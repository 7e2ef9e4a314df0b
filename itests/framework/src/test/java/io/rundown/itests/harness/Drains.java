package io.rundown.itests.harness;

import io.rundown.host.DrainListener;
import io.rundown.host.DrainReport;
import io.rundown.itests.sample.stage.Journal;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/** Listens to drains, keeps the reports, and notes begin and end in the journal. */
public final class Drains implements DrainListener, AutoCloseable {

    private final List<DrainReport> began = new CopyOnWriteArrayList<>();
    private final List<DrainReport> progressed = new CopyOnWriteArrayList<>();
    private final List<DrainReport> ended = new CopyOnWriteArrayList<>();
    private final ServiceRegistration<DrainListener> registration;

    Drains(BundleContext context) {
        registration = context.registerService(DrainListener.class, this, null);
    }

    /** Waits until a drain of the plugin has begun, and gives its first report. */
    public DrainReport awaitBegan(Bundle plugin) throws Exception {
        return await("began", began, plugin);
    }

    /** Waits until a drain of the plugin goes on. */
    public DrainReport awaitProgress(Bundle plugin) throws Exception {
        return await("progressed", progressed, plugin);
    }

    /** Waits until a drain of the plugin has ended, and gives its last report. */
    public DrainReport awaitEnded(Bundle plugin) throws Exception {
        return await("ended", ended, plugin);
    }

    /** How many drains of the plugin have begun. */
    public long begun(Bundle plugin) {
        return began.stream().filter(of(plugin)).count();
    }

    private static DrainReport await(String what, List<DrainReport> reports, Bundle plugin) throws Exception {
        Patience.until(
                "a drain of " + plugin.getSymbolicName() + " " + what,
                () -> reports.stream().anyMatch(of(plugin)));
        return reports.stream().filter(of(plugin)).findFirst().orElseThrow();
    }

    private static Predicate<DrainReport> of(Bundle plugin) {
        return report -> report.bundleId() == plugin.getBundleId();
    }

    @Override
    public void drainBegan(DrainReport report) {
        Journal.note("drain began");
        began.add(report);
    }

    @Override
    public void drainProgressed(DrainReport report) {
        progressed.add(report);
    }

    @Override
    public void drainEnded(DrainReport report) {
        Journal.note("drain ended");
        ended.add(report);
    }

    @Override
    public void close() {
        try {
            registration.unregister();
        } catch (IllegalStateException e) {
            // the framework was stopped by the test
        }
    }
}
