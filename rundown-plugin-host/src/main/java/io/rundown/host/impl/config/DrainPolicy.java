package io.rundown.host.impl.config;

import io.rundown.host.TimeoutAction;
import java.time.Duration;

/** How long a plugin's drain waits, and what it does then. */
public record DrainPolicy(Duration timeout, TimeoutAction onTimeout) {

    /** What holds where nothing is configured. */
    public static final DrainPolicy DEFAULT = new DrainPolicy(Duration.ofSeconds(30), TimeoutAction.PROCEED);
}
