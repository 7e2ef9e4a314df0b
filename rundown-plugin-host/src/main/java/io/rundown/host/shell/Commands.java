package io.rundown.host.shell;

import io.rundown.host.DrainListener;
import io.rundown.host.DrainReport;
import io.rundown.host.OperationReport;
import io.rundown.host.PluginCallDTO;
import io.rundown.host.PluginDTO;
import io.rundown.host.PluginHost;
import io.rundown.host.PluginServiceDTO;
import io.rundown.host.RefreshReport;
import io.rundown.host.ReloadMode;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URI;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/** What can be typed: each public method is a command. An interrupt, such as by Ctrl-C, gives a drain up. */
public final class Commands {

    private static final String PLUGIN = "the plugin: its bundle id, or its symbolic name if no other has it";

    private final BundleContext context;
    private final Supplier<@Nullable PluginHost> hosts;

    Commands(BundleContext context, Supplier<@Nullable PluginHost> hosts) {
        this.context = context;
        this.hosts = hosts;
    }

    private PluginHost host() {
        PluginHost host = hosts.get();
        if (host == null) {
            throw new IllegalStateException("there is no plugin host; start the bundle io.rundown.host");
        }
        return host;
    }

    private PluginDTO find(String plugin) {
        return PluginArgument.find(host().plugins(), plugin);
    }

    /** All of them. */
    @Descriptor("lists the plugins")
    public void plugins(CommandSession session) {
        Table table =
                new Table("ID", "Plugin", "Version", "State", "Services", "In flight", "Rejected", "Hold", "Timeout");
        for (PluginDTO plugin : host().plugins()) {
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
        table.print(session);
    }

    /** Of all plugins. */
    @Descriptor("lists the services of plugins, and why some of them are not guarded")
    public void services(CommandSession session) {
        services(session, host().plugins());
    }

    /** Of one plugin. */
    @Descriptor("lists the services of a plugin, and why some of them are not guarded")
    public void services(CommandSession session, @Descriptor(PLUGIN) String plugin) {
        services(session, List.of(find(plugin)));
    }

    private static void services(CommandSession session, List<PluginDTO> plugins) {
        Table table = new Table("Plugin", "Service", "Guarded", "Registered under", "Reason");
        for (PluginDTO plugin : plugins) {
            for (PluginServiceDTO service : plugin.services) {
                table.row(
                        plugin.symbolicName,
                        service.serviceId,
                        service.guarded ? "yes" : "no",
                        String.join(", ", service.objectClass),
                        service.unguardedReason == null ? "" : service.unguardedReason);
            }
        }
        table.print(session);
    }

    /** In all plugins. */
    @Descriptor("lists the threads inside plugins")
    public void calls(
            CommandSession session,
            @Descriptor("also shows where each thread is")
                    @Parameter(
                            names = {"-s", "--stacks"},
                            presentValue = "true",
                            absentValue = "false")
                    boolean stacks) {
        List<PluginCallDTO> calls = new ArrayList<>();
        for (PluginDTO plugin : host().plugins()) {
            try {
                calls.addAll(host().calls(plugin.bundleId));
            } catch (IllegalArgumentException e) {
                continue; // it has stopped meanwhile
            }
        }
        calls(session, stacks, calls);
    }

    /** In one plugin. */
    @Descriptor("lists the threads inside a plugin")
    public void calls(
            CommandSession session,
            @Descriptor("also shows where each thread is")
                    @Parameter(
                            names = {"-s", "--stacks"},
                            presentValue = "true",
                            absentValue = "false")
                    boolean stacks,
            @Descriptor(PLUGIN) String plugin) {
        calls(session, stacks, host().calls(find(plugin).bundleId));
    }

    private static void calls(CommandSession session, boolean stacks, List<PluginCallDTO> calls) {
        Table table = new Table("Plugin", "Thread", "Calls", "Method", "Since");
        for (PluginCallDTO call : calls) {
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
        table.print(session);
    }

    /** Of all plugins. */
    @Descriptor("lists the last drains")
    public void history(CommandSession session) {
        Table table =
                new Table("Plugin", "Cause", "Outcome", "Began", "Took", "Completed", "Rejected", "Held", "Abandoned");
        for (DrainReport drain : host().history()) {
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
        table.print(session);
    }

    /** One plugin. */
    @Descriptor("refuses new calls to a plugin and waits for those in flight; its bundle stays active")
    public void drain(CommandSession session, @Descriptor(PLUGIN) String plugin) throws InterruptedException {
        operate(session, plugin, PluginHost::drain);
    }

    /** One plugin. */
    @Descriptor("lets a drained plugin serve again")
    public void resume(CommandSession session, @Descriptor(PLUGIN) String plugin) throws InterruptedException {
        operate(session, plugin, PluginHost::resume);
    }

    /** One plugin. */
    @Descriptor("drains a plugin, then stops its bundle")
    public void stop(CommandSession session, @Descriptor(PLUGIN) String plugin) throws InterruptedException {
        operate(session, plugin, PluginHost::stop);
    }

    /** One plugin, from its location. */
    @Descriptor("drains a plugin, then updates its bundle with what its location has; goes back if that does not start")
    public void reload(CommandSession session, @Descriptor(PLUGIN) String plugin) throws InterruptedException {
        operate(session, plugin, PluginHost::reload);
    }

    /** One plugin, from elsewhere. */
    @Descriptor("drains a plugin, then updates its bundle with another jar; goes back if that does not start")
    public void reload(
            CommandSession session,
            @Descriptor("starts the jar as another bundle first, which then takes over")
                    @Parameter(
                            names = {"-b", "--side-by-side"},
                            presentValue = "true",
                            absentValue = "false")
                    boolean sideBySide,
            @Descriptor(PLUGIN) String plugin,
            @Descriptor("the URL of the jar") String url)
            throws InterruptedException, IOException {
        try (InputStream jar = URI.create(url).toURL().openStream()) {
            ReloadMode mode = sideBySide ? ReloadMode.SIDE_BY_SIDE : ReloadMode.IN_PLACE;
            operate(session, plugin, (host, bundleId) -> host.reload(bundleId, jar, mode));
        }
    }

    /** One plugin. */
    @Descriptor("drains, stops, uninstalls and refreshes a plugin, and looks what keeps it")
    public void unload(CommandSession session, @Descriptor(PLUGIN) String plugin) throws InterruptedException {
        operate(session, plugin, PluginHost::unload);
    }

    /** Bundles. */
    @Descriptor("drains, stops, refreshes and starts again bundles and all that are wired to them")
    public void refresh(
            CommandSession session,
            @Descriptor("bundle ids; none for all that an update or an uninstallation has left to be refreshed")
                    long... bundles)
            throws InterruptedException {
        List<Long> ids = new ArrayList<>();
        for (long bundle : bundles) {
            ids.add(bundle);
        }
        watched(session, () -> {
            RefreshReport report = host().refresh(ids);
            Reports.print(
                    session.getConsole(),
                    "refresh of " + report.closure(),
                    report.outcome(),
                    report.elapsed(),
                    report.steps(),
                    report.remark());
        });
    }

    /** What a command does to a plugin. */
    @FunctionalInterface
    private interface Operation {
        OperationReport run(PluginHost host, long bundleId) throws InterruptedException;
    }

    /** A command that may take time. */
    @FunctionalInterface
    private interface Work {
        void run() throws InterruptedException;
    }

    private void operate(CommandSession session, String plugin, Operation operation) throws InterruptedException {
        long bundleId = find(plugin).bundleId;
        watched(session, () -> {
            OperationReport report = operation.run(host(), bundleId);
            Reports.print(
                    session.getConsole(),
                    report.operation().name().toLowerCase(Locale.ROOT) + " of " + report.plugin() + " ["
                            + report.bundleIdAfterwards() + "]",
                    report.outcome(),
                    report.elapsed(),
                    report.steps(),
                    report.remark());
        });
    }

    /** Shows how drains go meanwhile. */
    private void watched(CommandSession session, Work work) throws InterruptedException {
        PrintStream console = session.getConsole();
        DrainListener progress = new DrainListener() {
            @Override
            public void drainProgressed(DrainReport report) {
                console.println("draining " + report.plugin() + " [" + report.bundleId() + "] for "
                        + report.elapsed().toMillis() + " ms: " + report.inFlight() + " in flight "
                        + report.holders());
                console.flush();
            }
        };
        ServiceRegistration<DrainListener> registration = context.registerService(DrainListener.class, progress, null);
        try {
            work.run();
        } finally {
            registration.unregister();
        }
    }
}
