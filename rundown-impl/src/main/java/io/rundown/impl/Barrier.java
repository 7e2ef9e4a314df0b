package io.rundown.impl;

import java.lang.System.Logger.Level;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Who pays for the order between "I am inside" and "is it open?".
 *
 * <p>An acquirer writes its slot and reads the state; a drainer writes the state and reads the slots.
 * One of them must see the other's write, so between write and read each needs a full fence. With
 * {@link Mode#FENCE} each acquirer executes one. With {@link Mode#MEMBARRIER} acquirers execute none and
 * the drainer makes the kernel execute one on every processor that runs a thread of this process:
 * acquirers get cheaper by what a fence costs, and a drain, which is rare, dearer by a system call.
 *
 * <p>The mode is chosen once, when this class is initialised, by the system property {@code
 * io.rundown.barrier}: {@code fence}, {@code membarrier}, or {@code auto}, which is the default and takes
 * {@code membarrier} where it can be had without a warning from the JVM. What cannot be had falls
 * back to {@code fence}.
 */
final class Barrier {

    /** The name of the system property. */
    static final String PROPERTY = "io.rundown.barrier";

    /** Who executes the fence. */
    enum Mode {
        FENCE,
        MEMBARRIER;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final System.Logger LOG = System.getLogger("io.rundown");

    private static final @Nullable Membarrier MEMBARRIER = choose(System.getProperty(PROPERTY, "auto"));

    /** Whether acquirers leave the fence to the drainer. A constant for the JIT. */
    static final boolean DRAINER_PAYS = MEMBARRIER != null;

    private Barrier() {}

    static Mode mode() {
        return DRAINER_PAYS ? Mode.MEMBARRIER : Mode.FENCE;
    }

    /**
     * To be called by a drainer after it has set the state and before it reads a slot. When it returns,
     * what any thread had written to its slot before it read the earlier state can be seen.
     */
    static void afterClosing() {
        if (MEMBARRIER != null) {
            MEMBARRIER.fenceEverywhere();
        }
        // else the state was set by a compare-and-set, which is this side's fence
    }

    private static @Nullable Membarrier choose(String asked) {
        switch (asked.strip().toLowerCase(Locale.ROOT)) {
            case "fence":
                return null;
            case "membarrier":
                return Membarrier.probe(false);
            case "auto":
                return Membarrier.probe(true);
            default:
                LOG.log(
                        Level.WARNING,
                        "system property {0}={1} is not one of fence, membarrier, auto: auto is used instead",
                        PROPERTY,
                        asked);
                return Membarrier.probe(true);
        }
    }
}
