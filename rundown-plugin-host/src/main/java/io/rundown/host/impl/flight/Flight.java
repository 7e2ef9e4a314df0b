package io.rundown.host.impl.flight;

import io.rundown.host.DrainReport;
import io.rundown.host.impl.log.HostLog;
import java.lang.System.Logger.Level;
import java.util.function.Consumer;

/** What is told to the flight recorder. This one tells nothing. */
public class Flight {

    private static final System.Logger LOG = HostLog.get();

    /** The one for this runtime. */
    public static final Flight RECORDER = recorder();

    /** For the one that tells. */
    protected Flight() {}

    private static Flight recorder() {
        try {
            return FlightLoader.recorder();
        } catch (ReflectiveOperationException | LinkageError e) {
            LOG.log(Level.DEBUG, "no events are recorded: there is no module jdk.jfr", e);
            return new Flight();
        }
    }

    /** The host starts: events are recorded from now on, also if a host before has told the recorder to forget them. */
    public void open() {
        // nothing to be recorded
    }

    /** The host has stopped: the recorder is not to keep its classes. */
    public void close() {
        // it keeps none
    }

    /**
     * A drain begins on this thread.
     *
     * @return to be told of the drain at its end, on the same thread
     */
    public Consumer<DrainReport> drainBegins() {
        return report -> {};
    }

    /** A call was rejected, on the calling thread. */
    public void callRejected(String plugin, String service, String reason) {
        // nobody to be told
    }

    /**
     * A call is held from now on, on the calling thread.
     *
     * @return to be told how that ended, on the same thread
     */
    public Consumer<String> callIsHeld(String plugin, String service) {
        return outcome -> {};
    }

    /** A plugin has been unloaded, but something keeps its class loader. */
    public void unloadLeak(String plugin, long bundleId, String keptBy) {
        // nobody to be told
    }
}
