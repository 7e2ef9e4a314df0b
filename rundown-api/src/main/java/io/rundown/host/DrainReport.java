package io.rundown.host;

import io.rundown.RundownHolder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One drain, as of a moment: while it goes on or after it ended. Immutable.
 *
 * @param plugin symbolic name of the plugin
 * @param bundleId bundle id of the plugin
 * @param cause why it is drained
 * @param outcome how it stands
 * @param began when new calls began to be refused
 * @param elapsed time since then, or until the drain ended
 * @param inFlightAtBegin calls and guards of other threads in flight when it began; an estimate
 * @param inFlight the same as of this report; 0 once {@link DrainOutcome#DRAINED}
 * @param rejected calls rejected by the plugin's proxies since the drain began, up to this report; also those that were held before they
 *     were rejected; without those of proxies whose service object had gone before
 * @param held calls that arrived since the drain began, up to this report, and were held for the next revision or until it is known
 *     whether the drain is given up; without those that were rejected in the end, so that each call counts once
 * @param interrupted how many threads inside were interrupted, because the time was up
 * @param withdrawnServices how many proxies were withdrawn from the service registry
 * @param holders the threads inside, as of this report; empty once {@link DrainOutcome#DRAINED}. They
 *     keep their threads reachable, so do not keep reports of unfinished drains
 * @param deadlock who waits for which lock or plugin, if all who are inside wait for the draining thread, or possibly do; the
 *     text has the word "possibly" then. {@code null} otherwise. Limited in length
 */
public record DrainReport(
        String plugin,
        long bundleId,
        DrainCause cause,
        DrainOutcome outcome,
        Instant began,
        Duration elapsed,
        long inFlightAtBegin,
        long inFlight,
        long rejected,
        long held,
        int interrupted,
        int withdrawnServices,
        List<RundownHolder> holders,
        @Nullable String deadlock) {

    /** Copies {@code holders}. */
    public DrainReport {
        holders = List.copyOf(holders);
    }

    /**
     * Calls that were in flight when the drain began and have ended since, up to this report.
     *
     * @return how many; an estimate, as {@link #inFlightAtBegin} is one
     */
    public long completed() {
        return Math.max(0, inFlightAtBegin - inFlight);
    }

    /**
     * Calls that the plugin was torn down under, or stays drained without.
     *
     * @return how many; 0 while the drain goes on, and if it was given up
     */
    public long abandoned() {
        return switch (outcome) {
            case DRAINING, DRAINED, ABORTED -> 0;
            case TIMED_OUT, DEADLOCKED -> inFlight;
            case INTERRUPTED -> cause == DrainCause.MANAGED ? 0 : inFlight;
        };
    }
}
