package io.rundown.host.impl.config;

import java.time.Duration;

/**
 * How calls of a plugin are held while it is updated.
 *
 * @param timeout how long one call waits at most, and how long after the old revision has gone the new one may
 *     take to offer its services
 * @param limit how many calls of one plugin wait at the same time
 */
public record HoldPolicy(Duration timeout, int limit) {

    /** What holds where nothing is configured. */
    public static final HoldPolicy DEFAULT = new HoldPolicy(Duration.ofSeconds(5), 1_000);
}
