package io.rundown.host.impl;

import io.rundown.host.impl.log.HostLog;
import java.lang.System.Logger.Level;
import java.util.List;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/** Restarts bundles without touching their persistent state. */
final class Bounce {

    private static final System.Logger LOG = HostLog.get();

    private Bounce() {}

    static void restart(List<Bundle> bundles, String purpose) {
        for (Bundle bundle : bundles) {
            if (bundle.getState() != Bundle.ACTIVE) {
                continue;
            }
            LOG.log(
                    Level.INFO,
                    "restarting plugin {0} [{1}] {2}",
                    bundle.getSymbolicName(),
                    bundle.getBundleId(),
                    purpose);
            try {
                bundle.stop(Bundle.STOP_TRANSIENT);
                bundle.start(Bundle.START_TRANSIENT);
            } catch (BundleException | IllegalStateException e) {
                LOG.log(
                        Level.WARNING,
                        "plugin " + bundle.getSymbolicName() + " [" + bundle.getBundleId()
                                + "] could not be restarted; it is "
                                + (bundle.getState() == Bundle.ACTIVE ? "active" : "not active"),
                        e);
            }
        }
    }
}
