package io.rundown.host;

/** How a drain stands or ended. */
public enum DrainOutcome {
    /** Not ended yet. */
    DRAINING,

    /** All calls had ended, other than those of the thread that stops the plugin itself. */
    DRAINED,

    /** Time ran out; calls were left behind, by this drain or by an earlier one of the same plugin. */
    TIMED_OUT,

    /**
     * All who were left inside waited for the draining thread, directly or over other threads. Calls were left behind. If they only possibly
     * waited for it, the drain had the policy to wait, and its timeout had passed. {@link DrainReport#deadlock()} tells more.
     */
    DEADLOCKED,

    /**
     * The waiting thread was interrupted. The drain of an operation of the {@link PluginHost} is given up
     * then. Where a bundle stops, calls were left behind; there an interrupt ends only a wait without a
     * limit, and is otherwise kept until the bundle has stopped.
     */
    INTERRUPTED,

    /** Time ran out, and the drain was given up: the plugin serves as before. */
    ABORTED
}
