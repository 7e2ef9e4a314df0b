package io.rundown.itests.hold;

import io.rundown.host.OperationOutcome;
import io.rundown.host.OperationReport;
import io.rundown.host.PluginHost;
import io.rundown.itests.harness.Trigger;
import java.io.InputStream;
import java.net.URI;
import org.osgi.framework.Bundle;

/** Ways to replace the revision of a plugin by another one of the same content. */
enum Replacement {
    /** One call, on an active bundle. */
    UPDATE {
        @Override
        void replace(Bundle plugin, Bundle system, PluginHost host) throws Exception {
            Trigger.UPDATE.pull(plugin, system);
        }
    },

    /** What Apache Felix File Install does when a file has changed. */
    FILE_INSTALL {
        @Override
        void replace(Bundle plugin, Bundle system, PluginHost host) throws Exception {
            plugin.stop(Bundle.STOP_TRANSIENT);
            Trigger.UPDATE.pull(plugin, system);
            Trigger.REFRESH.pull(plugin, system);
            plugin.start(Bundle.START_TRANSIENT);
        }
    },

    /** The plugin host's own operation. */
    RELOAD {
        @Override
        void replace(Bundle plugin, Bundle system, PluginHost host) throws Exception {
            try (InputStream jar = URI.create(plugin.getLocation()).toURL().openStream()) {
                OperationReport report = host.reload(plugin.getBundleId(), jar);
                if (report.outcome() != OperationOutcome.DONE) {
                    throw new AssertionError(report);
                }
            }
        }
    },

    /** The framework does it, on a thread of its own. */
    REFRESH {
        @Override
        void replace(Bundle plugin, Bundle system, PluginHost host) throws Exception {
            Trigger.REFRESH.pull(plugin, system);
        }
    };

    abstract void replace(Bundle plugin, Bundle system, PluginHost host) throws Exception;
}
