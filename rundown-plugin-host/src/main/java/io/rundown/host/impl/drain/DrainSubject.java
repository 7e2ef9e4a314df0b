package io.rundown.host.impl.drain;

import io.rundown.CallGate;
import io.rundown.host.impl.plugin.Plugin;
import io.rundown.host.impl.plugin.PluginService;
import java.util.ArrayList;
import java.util.List;

/**
 * What is drained: a plugin with all its services and its own guards, or one service of a plugin that goes on.
 *
 * @param services those that are withdrawn
 * @param whole whether the plugin is drained, and not only a service of it
 */
record DrainSubject(Plugin plugin, List<PluginService> services, boolean whole) {

    static DrainSubject of(Plugin plugin) {
        return new DrainSubject(plugin, plugin.guardedServices(), true);
    }

    static DrainSubject of(Plugin plugin, PluginService service) {
        return new DrainSubject(plugin, List.of(service), false);
    }

    /** Returns the gates that there are now, without those that an earlier drain has given up on. */
    List<CallGate> gates() {
        List<CallGate> present = new ArrayList<>();
        services.forEach(service -> present.addAll(service.gates()));
        if (whole) {
            present.addAll(plugin.gatesOfGoneServices());
            // last: who waits for the plugin's own gate may rely on the others being closed
            present.add(plugin.ownGate());
        }
        present.removeIf(plugin.abandonedCalls()::include);
        return present;
    }

    /** Returns the gates of the factories: whoever is inside one obtains a service object. */
    List<CallGate> factoryGates() {
        return services.stream().map(PluginService::factoryGate).toList();
    }

    /** Returns the gates that an earlier drain has given up on, and somebody is still inside of. */
    List<CallGate> abandonedGates() {
        return whole ? plugin.abandonedCalls().inUse() : List.of();
    }
}
