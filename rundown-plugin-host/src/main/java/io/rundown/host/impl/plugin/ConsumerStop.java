package io.rundown.host.impl.plugin;

import io.rundown.CallGate;
import io.rundown.RundownCancelledException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import org.osgi.framework.Bundle;

/**
 * A consumer that stops amid its own call of a service object which was made for it alone: the framework
 * gives that object back as soon as the consumer's listeners have been told, so the last of them waits.
 */
final class ConsumerStop {

    private static final System.Logger LOG = System.getLogger("io.rundown.host");

    private ConsumerStop() {}

    /** Waits for the calls through a gate of the consumer. An interrupt is kept for afterwards. */
    static void awaitCalls(Bundle consumer, CallGate gate, Duration timeout) {
        if (!await(gate, timeout)) {
            LOG.log(
                    Level.WARNING,
                    "bundle {0} [{1}] stops amid its own call of {2}: after {3} ms its service object is given back"
                            + " under {4}",
                    consumer.getSymbolicName(),
                    consumer.getBundleId(),
                    gate.name(),
                    timeout.toMillis(),
                    gate.holders());
        }
    }

    private static boolean await(CallGate gate, Duration timeout) {
        long begin = System.nanoTime();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return gate.awaitOthers(timeout.minusNanos(System.nanoTime() - begin));
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (RundownCancelledException e) {
                    gate.beginRundown(); // a drain that had closed it before was given up
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
