package io.rundown.demo.wire;

import java.time.Duration;
import java.util.List;

/** Where drains are reported to: offered by the JVM outside, used by the sample drain listener. */
@FunctionalInterface
public interface DrainSink {

    /**
     * Takes a report. Must be quick: the bundle that drains waits for it.
     *
     * @param moment the report
     */
    void accept(Moment moment);

    /** The part of a drain that a report is about. */
    enum Stage {
        /** New calls are refused from now on. */
        BEGAN,
        /** Calls are still in flight. */
        PROGRESSED,
        /** The drain is over. */
        ENDED
    }

    /**
     * A drain, as of a moment, in terms that need no class of rundown.
     *
     * @param stage what part of it
     * @param cause name of the cause
     * @param outcome name of the outcome
     * @param elapsed time since the drain began
     * @param inFlightAtBegin calls in flight when it began
     * @param inFlight calls in flight now
     * @param rejected calls refused since it began
     * @param withdrawn services withdrawn
     * @param holders names of the threads inside
     */
    record Moment(
            Stage stage,
            String cause,
            String outcome,
            Duration elapsed,
            long inFlightAtBegin,
            long inFlight,
            long rejected,
            int withdrawn,
            List<String> holders) {}
}
