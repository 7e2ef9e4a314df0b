package io.rundown.host.impl.plugin;

import io.rundown.host.impl.log.HostLog;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Whether a service of a revision has no object for consumers that held one of the revision before. It is logged once, not at each call
 * that is rejected for it.
 */
final class Breakage {

    private static final System.Logger LOG = HostLog.get();

    private final AtomicBoolean logged = new AtomicBoolean();
    private volatile @Nullable String reason;

    /** Says why; {@code null} if it works. */
    @Nullable
    String reason() {
        return reason;
    }

    /** The service has no object. */
    void report(Plugin plugin, String why) {
        reason = why;
        if (logged.compareAndSet(false, true)) {
            LOG.log(
                    Level.WARNING,
                    "plugin {0} [{1}]: {2}. Its held calls are rejected, and it is asked again at most once a second. Update"
                            + " the bundle to a revision that works",
                    plugin.name(),
                    plugin.bundleId(),
                    why);
        }
    }

    /** It works again. */
    void clear() {
        reason = null;
    }
}
