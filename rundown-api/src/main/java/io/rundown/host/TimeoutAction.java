package io.rundown.host;

/** What a drain does when its time is up and calls are still in flight. */
public enum TimeoutAction {
    /** Let the bundle stop all the same; the calls left behind are logged with their stacks. */
    PROCEED,

    /** Interrupt the threads that are inside, give them a moment to leave, then proceed. */
    INTERRUPT,

    /** Go on waiting. The only action under which a drain has no bound, but for a deadlock. */
    WAIT,

    /**
     * Give the operation up: the plugin serves as before. Only operations of the {@link PluginHost} can be given
     * up; where a bundle stops anyway this is {@link #PROCEED}.
     */
    ABORT
}
