package io.rundown.host.shell;

import io.rundown.host.DrainReport;
import io.rundown.host.PluginCallDTO;
import io.rundown.host.PluginDTO;
import io.rundown.host.PluginHost;
import io.rundown.host.PluginServiceDTO;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The commands that show what there is, whatever shell they are typed into. */
public final class Listings {

    private final PluginHost host;
    private final Console console;

    /** Of this host, for this console. */
    public Listings(PluginHost host, Console console) {
        this.host = host;
        this.console = console;
    }

    static Table pluginTable() {
        return new Table("ID", "Plugin", "Version", "State", "Services", "In flight", "Rejected", "Hold", "Timeout")
                .leavingOut("Timeout", "Hold", "Rejected", "Services", "In flight", "Version");
    }

    static Table serviceTable() {
        return new Table("Plugin", "Service", "Guarded", "Registered under", "Reason")
                .shortening("Registered under", "Reason")
                .leavingOut("Service", "Reason", "Guarded");
    }

    /** One line a plugin. */
    public void plugins() {
        Table table = pluginTable();
        for (PluginDTO plugin : host.plugins()) {
            long guarded =
                    plugin.services.stream().filter(service -> service.guarded).count();
            table.row(
                    plugin.bundleId,
                    plugin.symbolicName,
                    plugin.version,
                    plugin.state,
                    guarded + "/" + plugin.services.size(),
                    plugin.inFlight,
                    plugin.rejected,
                    plugin.hold ? plugin.waiting + " waiting" : "no",
                    plugin.drainTimeoutMillis + " ms, " + plugin.onTimeout);
        }
        table.print(console);
    }

    /** One line a service, of one plugin or all of them. */
    public void services(@Nullable String of) {
        Table table = serviceTable();
        for (PluginDTO plugin : of == null ? host.plugins() : List.of(PluginArgument.find(host.plugins(), of))) {
            for (PluginServiceDTO service : plugin.services) {
                table.row(
                        plugin.symbolicName,
                        service.serviceId,
                        service.guarded ? "yes" : "no",
                        String.join(", ", service.objectClass),
                        service.unguardedReason == null ? "" : service.unguardedReason);
            }
        }
        table.print(console);
    }

    /**
     * One line a thread inside one plugin or all of them.
     *
     * @param stacks whether to show where it is
     */
    public void calls(boolean stacks, @Nullable String of) {
        Table table = new Table("Plugin", "Thread", "Calls", "Method", "Since")
                .shortening("Thread", "Method")
                .leavingOut("Since", "Calls");
        for (PluginCallDTO call :
                of == null ? allCalls() : host.calls(PluginArgument.find(host.plugins(), of).bundleId)) {
            table.row(
                    call.plugin,
                    call.thread,
                    call.count,
                    call.method,
                    call.atLeastMillis < 0 ? "" : call.atLeastMillis + " ms at least");
            if (stacks) {
                call.stack.forEach(frame -> table.below("    at " + frame));
            }
        }
        table.print(console);
    }

    private List<PluginCallDTO> allCalls() {
        List<PluginCallDTO> calls = new ArrayList<>();
        for (PluginDTO plugin : host.plugins()) {
            try {
                calls.addAll(host.calls(plugin.bundleId));
            } catch (IllegalArgumentException e) {
                continue; // it has stopped meanwhile
            }
        }
        return calls;
    }

    /** One line a drain. */
    public void history() {
        Table table = new Table(
                        "Plugin", "Cause", "Outcome", "Began", "Took", "Completed", "Rejected", "Held", "Abandoned")
                .leavingOut("Began", "Held", "Completed", "Rejected", "Took", "Cause");
        for (DrainReport drain : host.history()) {
            table.row(
                    drain.plugin(),
                    drain.cause(),
                    drain.outcome(),
                    drain.began().truncatedTo(ChronoUnit.SECONDS),
                    drain.elapsed().toMillis() + " ms",
                    drain.completed(),
                    drain.rejected(),
                    drain.held(),
                    drain.abandoned());
            if (drain.deadlock() != null) {
                table.below("    " + drain.deadlock());
            }
        }
        table.print(console);
    }
}
