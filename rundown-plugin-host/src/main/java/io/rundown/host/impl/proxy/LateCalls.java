package io.rundown.host.impl.proxy;

import io.rundown.CallToken;
import io.rundown.RundownGuard;

/** Decides about a call that the gate of its service did not let in. */
public interface LateCalls {

    /**
     * Lets the call in all the same, or refuses it.
     *
     * @param target the object that was called
     * @return the token to leave with
     * @throws io.rundown.host.PluginUnavailableException if the call is refused
     */
    CallToken admit(GuardedTarget target);

    /**
     * Refuses a call whose target is gone.
     *
     * @return never
     */
    RuntimeException refuse();

    /**
     * What is to decide when the object has gone.
     *
     * @return what refuses every call, and knows nothing of the plugin
     */
    LateCalls afterwards();

    /**
     * A guard for the result of a call that was let in all the same, by what it is nested in.
     *
     * @return a guard that its owner must close
     */
    RundownGuard keep();
}
