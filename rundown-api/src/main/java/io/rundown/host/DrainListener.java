package io.rundown.host;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Is told about drains. Register it as a service; the host calls every listener it finds.
 *
 * <p>The host calls each listener on a thread of its own, one call after the other, with no lock held. The drain waits for a
 * listener for one second at the most, so that a listener which hangs does not hold the drain up. While it waits, the stopping thread has
 * the locks that the framework holds while a bundle stops: be quick, and do not stop, refresh or resolve bundles. Events that come while
 * 64 others wait for the same listener are left out, and the log says how many. What a listener throws is logged and otherwise ignored.
 */
@ConsumerType
public interface DrainListener {

    /**
     * New calls are refused from now on.
     *
     * @param report the drain so far
     */
    default void drainBegan(DrainReport report) {}

    /**
     * Calls are still in flight. Comes every {@value HostProperties#PROGRESS_INTERVAL}.
     *
     * @param report the drain so far
     */
    default void drainProgressed(DrainReport report) {}

    /**
     * The drain is over and the plugin is about to be torn down.
     *
     * @param report the drain at its end
     */
    default void drainEnded(DrainReport report) {}
}
