package io.rundown.itests.hold;

import io.rundown.host.OperationOutcome;
import io.rundown.host.OperationReport;
import io.rundown.host.PluginHost;
import io.rundown.host.RefreshReport;
import io.rundown.host.ReloadMode;
import io.rundown.itests.harness.NextVersion;
import io.rundown.itests.harness.Trigger;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import org.osgi.framework.Bundle;

/** Ways to replace the revision of a plugin by another one of the same content. */
enum Replacement {
    /** One call, on an active bundle. */
    UPDATE {
        @Override
        Bundle replace(Bundle plugin, Bundle system, PluginHost host) throws Exception {
            Trigger.UPDATE.pull(plugin, system);
            return plugin;
        }
    },

    /** What Apache Felix File Install does when a file has changed. */
    FILE_INSTALL {
        @Override
        Bundle replace(Bundle plugin, Bundle system, PluginHost host) throws Exception {
            plugin.stop(Bundle.STOP_TRANSIENT);
            Trigger.UPDATE.pull(plugin, system);
            Trigger.REFRESH.pull(plugin, system);
            plugin.start(Bundle.START_TRANSIENT);
            return plugin;
        }
    },

    /** The plugin host's own operation. */
    RELOAD {
        @Override
        Bundle replace(Bundle plugin, Bundle system, PluginHost host) throws Exception {
            try (InputStream jar = URI.create(plugin.getLocation()).toURL().openStream()) {
                OperationReport report = host.reload(plugin.getBundleId(), jar);
                if (report.outcome() != OperationOutcome.DONE) {
                    throw new AssertionError(report);
                }
            }
            return plugin;
        }
    },

    /** The framework does it, on a thread of its own. */
    REFRESH {
        @Override
        Bundle replace(Bundle plugin, Bundle system, PluginHost host) throws Exception {
            Trigger.REFRESH.pull(plugin, system);
            return plugin;
        }
    },

    /** The plugin host's own operation. */
    MANAGED_REFRESH {
        @Override
        Bundle replace(Bundle plugin, Bundle system, PluginHost host) throws Exception {
            RefreshReport report = host.refresh(List.of(plugin.getBundleId()));
            if (report.outcome() != OperationOutcome.DONE) {
                throw new AssertionError(report);
            }
            return plugin;
        }
    },

    /** Another bundle of another version takes its place. */
    SIDE_BY_SIDE {
        @Override
        Bundle replace(Bundle plugin, Bundle system, PluginHost host) throws Exception {
            OperationReport report =
                    host.reload(plugin.getBundleId(), NextVersion.of(plugin.getLocation()), ReloadMode.SIDE_BY_SIDE);
            if (report.outcome() != OperationOutcome.DONE) {
                throw new AssertionError(report);
            }
            return system.getBundleContext().getBundle(report.bundleIdAfterwards());
        }
    };

    /** Gives the bundle that the plugin is afterwards. */
    abstract Bundle replace(Bundle plugin, Bundle system, PluginHost host) throws Exception;
}
