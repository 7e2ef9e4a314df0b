package io.rundown.host.shell;

import io.rundown.host.DrainListener;
import io.rundown.host.OperationOutcome;
import io.rundown.host.OperationReport;
import io.rundown.host.OperationStep;
import io.rundown.host.PluginHost;
import io.rundown.host.RefreshReport;
import io.rundown.host.ReloadMode;
import io.rundown.host.jar.JarSource;
import io.rundown.spi.ThreadView;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.wiring.FrameworkWiring;

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
    private interface Work<R> {
        R run() throws InterruptedException;
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
        OperationReport report = watched(drained -> drained == bundleId, () -> operation.run(host, bundleId));
        print(
                report.operation().name().toLowerCase(Locale.ROOT) + " of " + report.plugin() + " ["
                        + report.bundleIdAfterwards() + "]",
                report.outcome(),
                report.elapsed(),
                report.steps(),
                report.remark());
    }

    /**
     * Reloads the plugin that is meant.
     *
     * @param jar a URL or a path, or null for what its location has
     * @throws IllegalArgumentException if the jar cannot be meant, or none is to start side by side
     * @throws IOException if it cannot be read
     */
    public void reload(String plugin, @Nullable String jar, boolean sideBySide)
            throws InterruptedException, IOException {
        if (jar != null) {
            ReloadMode mode = sideBySide ? ReloadMode.SIDE_BY_SIDE : ReloadMode.IN_PLACE;
            try (InputStream content = JarSource.open(jar)) {
                operate(plugin, (plugins, bundleId) -> plugins.reload(bundleId, content, mode));
            }
        } else if (sideBySide) {
            throw new IllegalArgumentException(
                    "which jar is to start beside " + plugin + "? give its URL, or the path of its file");
        } else {
            operate(plugin, PluginHost::reload);
        }
    }

    /** Refreshes bundles, of these ids or what waits for it. */
    public void refresh(List<Long> ids) throws InterruptedException {
        Set<Long> closure = closure(ids);
        RefreshReport report = watched(closure::contains, () -> host.refresh(ids));
        print("refresh of " + report.closure(), report.outcome(), report.elapsed(), report.steps(), report.remark());
    }

    /** Prints with the interrupt flag clear, because a thread that prints while it is interrupted may close the output for ever. */
    private void print(
            String what,
            OperationOutcome outcome,
            Duration elapsed,
            List<OperationStep> steps,
            @Nullable String remark) {
        boolean interrupted = Thread.interrupted();
        try {
            Reports.print(console.out(), what, outcome, elapsed, steps, remark);
        } finally {
            if (interrupted) {
                ThreadView.interruptCurrent();
            }
        }
    }

    /** Of the bundles that will be refreshed, as far as one can tell before. */
    private Set<Long> closure(List<Long> ids) {
        FrameworkWiring wiring = context.getBundle(Constants.SYSTEM_BUNDLE_ID).adapt(FrameworkWiring.class);
        List<Bundle> bundles = new ArrayList<>(ids.isEmpty() ? wiring.getRemovalPendingBundles() : List.of());
        for (long id : ids) {
            Bundle bundle = context.getBundle(id);
            if (bundle != null) {
                bundles.add(bundle);
            }
        }
        return wiring.getDependencyClosure(bundles).stream()
                .map(Bundle::getBundleId)
                .collect(Collectors.toSet());
    }

    private <R> R watched(LongPredicate plugins, Work<R> work) throws InterruptedException {
        try (Progress progress = new Progress(console.terminal(), plugins)) {
            ServiceRegistration<DrainListener> registration =
                    context.registerService(DrainListener.class, progress, null);
            try {
                return work.run();
            } finally {
                registration.unregister();
            }
        }
    }
}
