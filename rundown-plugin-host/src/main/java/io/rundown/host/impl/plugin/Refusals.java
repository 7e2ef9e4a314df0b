package io.rundown.host.impl.plugin;

import io.rundown.CallToken;
import io.rundown.RundownGuard;
import io.rundown.host.PluginUnavailableException;
import io.rundown.host.impl.flight.Flight;
import io.rundown.host.impl.proxy.GuardedTarget;
import io.rundown.host.impl.proxy.LateCalls;
import java.util.concurrent.atomic.LongAdder;

/**
 * What calls meet through a proxy whose object has gone. It knows names only, so that a consumer which keeps
 * such a proxy keeps nothing of the plugin.
 *
 * @param rejected counts the refusals
 */
record Refusals(String plugin, String service, String reason, LongAdder rejected) implements LateCalls {

    @Override
    public CallToken admit(GuardedTarget target) {
        throw refuse();
    }

    @Override
    public PluginUnavailableException refuse() {
        rejected.increment();
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
