package io.rundown.host.impl.config;

import io.rundown.host.HostProperties;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The settings of the host.
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

    /** What holds where nothing is configured. */
    public static final HostConfig DEFAULT = new HostConfig(
            List.of(),
            DrainPolicy.DEFAULT,
            Duration.ofSeconds(60),
            Duration.ofSeconds(1),
            false,
            List.of(),
            HoldPolicy.DEFAULT);

    private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(10);

    /**
     * Reads settings by their names as {@link HostProperties} has them.
     *
     * @param otherwise what holds where a setting is missing or makes no sense
     */
    public static HostConfig read(SettingReader settings, HostConfig otherwise) {
        Duration interval = settings.duration(HostProperties.PROGRESS_INTERVAL, otherwise.progressInterval());
        HostConfig read = new HostConfig(
                settings.globs(HostProperties.PLUGINS, otherwise.plugins()),
                new DrainPolicy(
                        settings.duration(
                                HostProperties.DRAIN_TIMEOUT, otherwise.drain().timeout()),
                        settings.timeoutAction(
                                HostProperties.DRAIN_ON_TIMEOUT,
                                otherwise.drain().onTimeout())),
                settings.duration(HostProperties.SHUTDOWN_BUDGET, otherwise.shutdownBudget()),
                interval.compareTo(SHORTEST_INTERVAL) < 0 ? SHORTEST_INTERVAL : interval,
                settings.truth(HostProperties.BOUNCE, otherwise.bounce()),
                settings.globs(HostProperties.HOLD, otherwise.held()),
                new HoldPolicy(
                        settings.duration(
                                HostProperties.HOLD_TIMEOUT, otherwise.hold().timeout()),
                        settings.count(
                                HostProperties.HOLD_LIMIT, otherwise.hold().limit())));
        if (!read.equals(otherwise)) {
            read.contradictions().forEach(settings::contradiction);
        }
        return read;
    }

    /** Returns which settings contradict each other, what follows from that, and what to do. */
    List<String> contradictions() {
        List<String> found = new ArrayList<>();
        if (shutdownBudget.compareTo(drain.timeout()) < 0) {
            found.add(HostProperties.SHUTDOWN_BUDGET + " " + shutdownBudget + " is shorter than "
                    + HostProperties.DRAIN_TIMEOUT + " " + drain.timeout()
                    + ": a shutdown of the framework gives drains up sooner than a stop of a bundle; make the budget longer,"
                    + " or the timeout shorter");
        }
        if (!held.isEmpty() && hold.timeout().isZero()) {
            found.add(HostProperties.HOLD + " names plugins, and " + HostProperties.HOLD_TIMEOUT
                    + " is 0: no call is held when the old revision has been drained; set a timeout, or hold nothing");
        }
        return found;
    }
}
