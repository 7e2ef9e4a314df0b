package io.rundown.host.impl.plugin;

import io.rundown.CallGate;
import io.rundown.RundownCancelledException;
import io.rundown.host.impl.bound.Deadline;
import io.rundown.host.impl.log.HostLog;
import io.rundown.host.impl.thread.KeptInterrupts;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.Bundle;

/**
 * A consumer that stops amid its own call of a service object which was made for it alone: the framework
 * releases that object as soon as the consumer's listeners have been told, so the last of them waits.
 */
final class ConsumerStop {

    private static final System.Logger LOG = HostLog.get();

    /** How often a wait looks whether the framework is being shut down. */
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(400);

    private ConsumerStop() {}

    /** Waits for the calls through a gate of the consumer. An interrupt is kept until the consumer has stopped. */
    static void awaitCalls(Bundle consumer, CallGate gate, Deadline deadline) {
        KeptInterrupts.bundleStops(consumer.getBundleId());
        if (!await(gate, deadline)) {
            LOG.log(
                    Level.WARNING,
                    "bundle {0} [{1}] stops amid its own call of {2}, which has not returned in time: the framework now"
                            + " releases the service object under {3}",
                    consumer.getSymbolicName(),
                    consumer.getBundleId(),
                    gate.name(),
                    gate.holders());
        }
    }

    private static boolean await(CallGate gate, Deadline deadline) {
        while (true) {
            try {
                long left = deadline.remainingNanos();
                if (gate.awaitOthers(Duration.ofNanos(Math.min(left, LOOK_NANOS)))) {
                    return true;
                }
                if (left == 0) {
                    return false;
                }
            } catch (InterruptedException e) {
                KeptInterrupts.keep();
            } catch (RundownCancelledException e) {
                gate.beginRundown(); // a drain that had closed it before was given up
            }
        }
    }
}
