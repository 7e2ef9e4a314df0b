package io.rundown.host.shell;

import io.rundown.host.DrainListener;
import io.rundown.host.DrainReport;
import io.rundown.host.OperationReport;
import io.rundown.host.PluginHost;
import io.rundown.host.RefreshReport;
import io.rundown.host.ReloadMode;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/**
 * The commands that do something to plugins, whatever shell they are typed into. Each shows how drains go meanwhile, and what came of it. An
 * interrupt, such as by Ctrl-C, gives a drain up.
 */
public final class Operations {

    /** What can be done to one plugin. */
    @FunctionalInterface
    public interface Operation {

        /** Does it. */
        OperationReport run(PluginHost host, long bundleId) throws InterruptedException;
    }

    @FunctionalInterface
    private interface Work {
        void run() throws InterruptedException;
    }

    private final BundleContext context;
    private final PluginHost host;
    private final Console console;

    /** Of this host, for this console. */
    public Operations(BundleContext context, PluginHost host, Console console) {
        this.context = context;
        this.host = host;
        this.console = console;
    }

    /** Does it to the plugin that is meant. */
    public void operate(String plugin, Operation operation) throws InterruptedException {
        long bundleId = PluginArgument.find(host.plugins(), plugin).bundleId;
        watched(() -> {
            OperationReport report = operation.run(host, bundleId);
            Reports.print(
                    console.out(),
                    report.operation().name().toLowerCase(Locale.ROOT) + " of " + report.plugin() + " ["
                            + report.bundleIdAfterwards() + "]",
                    report.outcome(),
                    report.elapsed(),
                    report.steps(),
                    report.remark());
        });
    }

    /** Reloads the plugin that is meant from the jar of a URL. */
    public void reload(String plugin, String url, boolean sideBySide) throws InterruptedException, IOException {
        try (InputStream jar = URI.create(url).toURL().openStream()) {
            ReloadMode mode = sideBySide ? ReloadMode.SIDE_BY_SIDE : ReloadMode.IN_PLACE;
            operate(plugin, (plugins, bundleId) -> plugins.reload(bundleId, jar, mode));
        }
    }

    /** Refreshes bundles, of these ids or what waits for it. */
    public void refresh(List<Long> ids) throws InterruptedException {
        watched(() -> {
            RefreshReport report = host.refresh(ids);
            Reports.print(
                    console.out(),
                    "refresh of " + report.closure(),
                    report.outcome(),
                    report.elapsed(),
                    report.steps(),
                    report.remark());
        });
    }

    private void watched(Work work) throws InterruptedException {
        PrintStream out = console.out();
        DrainListener progress = new DrainListener() {
            @Override
            public void drainProgressed(DrainReport report) {
                out.println("draining " + report.plugin() + " [" + report.bundleId() + "] for "
                        + report.elapsed().toMillis() + " ms: " + report.inFlight() + " in flight "
                        + report.holders());
                out.flush();
            }
        };
        ServiceRegistration<DrainListener> registration = context.registerService(DrainListener.class, progress, null);
        try {
            work.run();
        } finally {
            registration.unregister();
        }
    }
}
