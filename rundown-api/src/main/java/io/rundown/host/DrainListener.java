package io.rundown.host;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Is told about drains. Register it as a service; the host calls every listener it finds.
 *
 * <p>Calls come on the thread that stops the plugin, with no lock of the host held, but with the
 * locks that the framework holds while a bundle stops: be quick, do not stop, refresh or resolve
 * bundles. What a listener throws is logged and otherwise ignored.
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
