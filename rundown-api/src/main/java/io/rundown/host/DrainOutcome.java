package io.rundown.host;

/** How a drain stands or ended. */
public enum DrainOutcome {
    /** Not ended yet. */
    DRAINING,

    /** All calls had ended, other than those of the thread that stops the plugin itself. */
    DRAINED,

    /** Time ran out; calls were left behind. */
    TIMED_OUT,

    /**
     * The thread that waited without a limit was interrupted; calls were left behind. An interrupt does
     * not end a wait that has a limit: it is kept for afterwards.
     */
    INTERRUPTED
}
