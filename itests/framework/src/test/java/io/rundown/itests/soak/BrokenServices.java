package io.rundown.itests.soak;

import io.rundown.host.OperationOutcome;
import io.rundown.host.OperationReport;
import io.rundown.host.PluginHost;
import io.rundown.host.PluginUnavailableException;
import io.rundown.host.ReloadMode;
import io.rundown.itests.harness.NextVersion;
import io.rundown.itests.sample.api.Echo;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.BiConsumer;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/**
 * Upgrades to a revision that starts, but whose service cannot be obtained: its factory makes nothing, or its component cannot be
 * activated. If the plugin is held and a consumer has its service, a reload must not count as done, and the plugin must serve afterwards.
 * Nothing else happens meanwhile.
 */
final class BrokenServices implements Event {

    private final BundleContext context;
    private final PluginHost host;
    private final Providers providers;
    private final Violations violations;
    private final List<String> good;
    private final List<String> broken;
    private final BiConsumer<Integer, Bundle> become;

    /**
     * Such upgrades.
     *
     * @param good the locations of the plugins
     * @param broken the locations of the revisions that they are upgraded to
     * @param become puts another bundle in the place of a plugin
     */
    BrokenServices(
            BundleContext context,
            PluginHost host,
            Providers providers,
            Violations violations,
            List<String> good,
            List<String> broken,
            BiConsumer<Integer, Bundle> become) {
        this.context = context;
        this.host = host;
        this.providers = providers;
        this.violations = violations;
        this.good = good;
        this.broken = broken;
        this.become = become;
    }

    /** Whether the calls of the plugin in this place are held. */
    static boolean isHeld(Bundle plugin) {
        return plugin.getSymbolicName().matches("sample\\.(second|delayed|prototype)\\..*");
    }

    @Override
    public void happen(int i, Bundle plugin, Random random) throws Exception {
        if (plugin.getState() != Bundle.ACTIVE) {
            return;
        }
        Optional<Echo> echo = isHeld(plugin) ? providers.echoOf(plugin) : Optional.empty();
        String name = plugin.getSymbolicName();
        try (InputStream jar = NextVersion.of(broken.get(i), name)) {
            switch (random.nextInt(3)) {
                case 0 -> update(plugin, jar, i);
                case 1 -> judge(echo, host.reload(plugin.getBundleId(), jar), plugin, i);
                default -> judge(echo, host.reload(plugin.getBundleId(), jar, ReloadMode.SIDE_BY_SIDE), plugin, i);
            }
        }
    }

    private void update(Bundle plugin, InputStream jar, int i) throws Exception {
        try {
            plugin.update(jar);
        } finally {
            mend(plugin, i);
        }
    }

    private void mend(Bundle plugin, int i) throws Exception {
        try (InputStream jar = NextVersion.of(good.get(i))) {
            plugin.update(jar);
        }
    }

    private void judge(Optional<Echo> echo, OperationReport report, Bundle plugin, int i) throws Exception {
        if (report.outcome() == OperationOutcome.DONE) {
            if (echo.isPresent()) {
                violations.add("a reload counts as done though the next revision has no service object: " + report);
            }
            Bundle next = context.getBundle(report.bundleIdAfterwards());
            if (next != null && !next.equals(plugin)) {
                become.accept(i, next);
                mend(next, i);
            } else {
                mend(plugin, i);
            }
        } else if (report.outcome() == OperationOutcome.ROLLED_BACK && echo.isPresent()) {
            try {
                echo.get().add(1, 1);
            } catch (PluginUnavailableException e) {
                violations.add("a call was rejected after a rollback: " + report, e);
            }
        }
    }
}
