package io.rundown.itests.hold;

import io.rundown.itests.harness.Trigger;
import org.osgi.framework.Bundle;

/** Ways to replace the revision of a plugin by another one of the same content. */
enum Replacement {
    /** One call, on an active bundle. */
    UPDATE {
        @Override
        void replace(Bundle plugin, Bundle system) throws Exception {
            Trigger.UPDATE.pull(plugin, system);
        }
    },

    /** What Apache Felix File Install does when a file has changed. */
    FILE_INSTALL {
        @Override
        void replace(Bundle plugin, Bundle system) throws Exception {
            plugin.stop(Bundle.STOP_TRANSIENT);
            Trigger.UPDATE.pull(plugin, system);
            Trigger.REFRESH.pull(plugin, system);
            plugin.start(Bundle.START_TRANSIENT);
        }
    },

    /** The framework does it, on a thread of its own. */
    REFRESH {
        @Override
        void replace(Bundle plugin, Bundle system) throws Exception {
            Trigger.REFRESH.pull(plugin, system);
        }
    };

    abstract void replace(Bundle plugin, Bundle system) throws Exception;
}
