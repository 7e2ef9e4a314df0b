package io.rundown.host.impl.config;

import io.rundown.host.TimeoutAction;
import java.time.Duration;

/** How long a plugin's drain waits, and what it does then. */
public record DrainPolicy(Duration timeout, TimeoutAction onTimeout) {

    /** What holds where nothing is configured. */
    public static final DrainPolicy DEFAULT = new DrainPolicy(Duration.ofSeconds(30), TimeoutAction.PROCEED);

    /** How long a drain waits after it has interrupted the threads inside. */
    public static final Duration GRACE_AFTER_INTERRUPT = Duration.ofSeconds(5);

    /** Returns how long a drain takes at the most, if its action is not to wait without a limit. */
    public Duration longest() {
        return onTimeout == TimeoutAction.INTERRUPT ? timeout.plus(GRACE_AFTER_INTERRUPT) : timeout;
    }
}
