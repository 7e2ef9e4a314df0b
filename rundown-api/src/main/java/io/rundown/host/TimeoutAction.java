package io.rundown.host;

/** What a drain does when its time is up and calls are still in flight. */
public enum TimeoutAction {
    /** Let the bundle stop all the same; the calls left behind are logged with their stacks. */
    PROCEED,

    /** Interrupt the threads that are inside, give them a moment to leave, then proceed. */
    INTERRUPT,

    /**
     * Go on waiting until the calls have ended. Such a drain ends without them in three cases only: a deadlock, certain or (after the drain timeout)
     * possible; an interrupt of the thread that drains; and a shutdown of the framework, whose {@value HostProperties#SHUTDOWN_BUDGET} bounds every drain.
     */
    WAIT,

    /**
     * Give the operation up: the plugin serves as before. Calls that arrive meanwhile wait, and run then. Only operations of the {@link
     * PluginHost} can be given up; where a bundle stops anyway this is {@link #PROCEED}.
     */
    ABORT
}
