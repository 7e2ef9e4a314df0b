package io.rundown.host.impl.config;

import io.rundown.host.HostProperties;
import java.time.Duration;
import java.util.List;

/**
 * The framework properties, read once when the host starts.
 *
 * @param plugins which bundles are plugins by their symbolic name
 * @param drain the policy of plugins that set none of their own
 * @param shutdownBudget how long all drains of a framework shutdown may take together
 * @param progressInterval how often a waiting drain is reported
 * @param bounce whether plugins that were active before the host are restarted
 * @param held which plugins' calls are held during an update, by their symbolic name
 * @param hold how they are held
 */
public record HostConfig(
        List<Glob> plugins,
        DrainPolicy drain,
        Duration shutdownBudget,
        Duration progressInterval,
        boolean bounce,
        List<Glob> held,
        HoldPolicy hold) {

    private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(10);

    /** Reads the framework properties. */
    public static HostConfig read(SettingReader settings) {
        Duration interval = settings.duration(HostProperties.PROGRESS_INTERVAL, Duration.ofSeconds(1));
        return new HostConfig(
                Glob.list(settings.text(HostProperties.PLUGINS, "")),
                new DrainPolicy(
                        settings.duration(HostProperties.DRAIN_TIMEOUT, DrainPolicy.DEFAULT.timeout()),
                        settings.timeoutAction(HostProperties.DRAIN_ON_TIMEOUT, DrainPolicy.DEFAULT.onTimeout())),
                settings.duration(HostProperties.SHUTDOWN_BUDGET, Duration.ofSeconds(60)),
                interval.compareTo(SHORTEST_INTERVAL) < 0 ? SHORTEST_INTERVAL : interval,
                settings.truth(HostProperties.BOUNCE, false),
                Glob.list(settings.text(HostProperties.HOLD, "")),
                new HoldPolicy(
                        settings.duration(HostProperties.HOLD_TIMEOUT, HoldPolicy.DEFAULT.timeout()),
                        settings.count(HostProperties.HOLD_LIMIT, HoldPolicy.DEFAULT.limit())));
    }
}
