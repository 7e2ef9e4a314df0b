package io.rundown.host.impl.operation;

import io.rundown.RundownHolder;
import io.rundown.host.PluginCallDTO;
import io.rundown.host.impl.plugin.Holders;
import io.rundown.host.impl.plugin.Plugin;
import io.rundown.host.impl.proxy.ProxyClasses;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Who is inside a plugin now. */
public final class CallsInFlight {

    private final PluginFinder finder;

    /** Of the plugins that the finder finds. */
    public CallsInFlight(PluginFinder finder) {
        this.finder = finder;
    }

    /**
     * Those of one plugin.
     *
     * @throws IllegalArgumentException if the bundle is no started plugin
     * @throws IllegalStateException if the host has stopped
     */
    public List<PluginCallDTO> of(long bundleId) {
        Plugin plugin = finder.find(bundleId);
        List<RundownHolder> holders =
                plugin.gates().stream().flatMap(gate -> gate.holders().stream()).toList();
        return Holders.merge(holders).stream()
                .map(holder -> view(plugin, holder))
                .sorted(Comparator.comparing(call -> call.thread))
                .toList();
    }

    private static PluginCallDTO view(Plugin plugin, RundownHolder holder) {
        StackTraceElement[] stack = holder.stackTrace();
        PluginCallDTO dto = new PluginCallDTO();
        dto.plugin = plugin.name();
        dto.bundleId = plugin.bundleId();
        dto.thread = holder.thread() == null
                ? "a result to come, or a thread that has ended"
                : holder.thread().getName();
        dto.count = holder.count();
        dto.method = ProxyClasses.calledMethod(stack);
        dto.atLeastMillis = plugin.drainingMillis();
        Arrays.stream(stack).map(StackTraceElement::toString).forEach(dto.stack::add);
        return dto;
    }
}
