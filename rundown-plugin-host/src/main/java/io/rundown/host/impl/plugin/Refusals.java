package io.rundown.host.impl.plugin;

import io.rundown.CallToken;
import io.rundown.RundownGuard;
import io.rundown.host.PluginUnavailableException;
import io.rundown.host.impl.flight.Flight;
import io.rundown.host.impl.proxy.GuardedTarget;
import io.rundown.host.impl.proxy.LateCalls;

/**
 * What calls meet through a proxy whose object has gone. It knows names only, so that a consumer which keeps
 * such a proxy keeps nothing of the plugin.
 *
 * @param rejections counts them
 */
record Refusals(String plugin, String service, String reason, Rejections rejections) implements LateCalls {

    @Override
    public CallToken admit(GuardedTarget target) {
        rejections.countOfGone();
        throw exception();
    }

    @Override
    public PluginUnavailableException refuse() {
        rejections.count();
        return exception();
    }

    private PluginUnavailableException exception() {
        Flight.RECORDER.callRejected(plugin, service, reason);
        return new PluginUnavailableException(plugin, service, reason);
    }

    @Override
    public LateCalls afterwards() {
        return this;
    }

    @Override
    public RundownGuard keep() {
        throw new IllegalStateException(
                "service " + service + " of plugin " + plugin + " has gone: there is nothing to keep");
    }
}
