package io.rundown.host.shell;

import io.rundown.host.PluginHost;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.Supplier;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;

/** What can be typed into the Gogo shell: each public method is a command. */
public final class Commands {

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

    /** Gogo gives each command of a pipe a standard output of its own; what a terminal tells of itself is in a variable. */
    private static Console console(CommandSession session) {
        return Console.of(System.out, session.getConsole(), session.get("COLUMNS"));
    }

    private Listings listings(CommandSession session) {
        return new Listings(host(), console(session));
    }

    private Operations operations(CommandSession session) {
        return new Operations(context, host(), console(session));
    }

    /** All of them. */
    @Descriptor(Help.PLUGINS)
    public void plugins(CommandSession session) {
        listings(session).plugins();
    }

    /** Of all plugins. */
    @Descriptor(Help.SERVICES)
    public void services(CommandSession session) {
        listings(session).services(null);
    }

    /** Of one plugin. */
    @Descriptor(Help.SERVICES)
    public void services(CommandSession session, @Descriptor(Help.PLUGIN) String plugin) {
        listings(session).services(plugin);
    }

    /** In all plugins. */
    @Descriptor(Help.CALLS)
    public void calls(
            CommandSession session,
            @Descriptor(Help.STACKS)
                    @Parameter(
                            names = {"-s", "--stacks"},
                            presentValue = "true",
                            absentValue = "false")
                    boolean stacks) {
        listings(session).calls(stacks, null);
    }

    /** In one plugin. */
    @Descriptor(Help.CALLS)
    public void calls(
            CommandSession session,
            @Descriptor(Help.STACKS)
                    @Parameter(
                            names = {"-s", "--stacks"},
                            presentValue = "true",
                            absentValue = "false")
                    boolean stacks,
            @Descriptor(Help.PLUGIN) String plugin) {
        listings(session).calls(stacks, plugin);
    }

    /** Of all plugins. */
    @Descriptor(Help.HISTORY)
    public void history(CommandSession session) {
        listings(session).history();
    }

    /** One plugin. */
    @Descriptor(Help.DRAIN)
    public void drain(CommandSession session, @Descriptor(Help.PLUGIN) String plugin) throws InterruptedException {
        operations(session).operate(plugin, PluginHost::drain);
    }

    /** One plugin. */
    @Descriptor(Help.RESUME)
    public void resume(CommandSession session, @Descriptor(Help.PLUGIN) String plugin) throws InterruptedException {
        operations(session).operate(plugin, PluginHost::resume);
    }

    /** One plugin. */
    @Descriptor(Help.STOP)
    public void stop(CommandSession session, @Descriptor(Help.PLUGIN) String plugin) throws InterruptedException {
        operations(session).operate(plugin, PluginHost::stop);
    }

    /** One plugin, from its location. */
    @Descriptor(Help.RELOAD)
    public void reload(
            CommandSession session,
            @Descriptor(Help.SIDE_BY_SIDE)
                    @Parameter(
                            names = {"-b", "--side-by-side"},
                            presentValue = "true",
                            absentValue = "false")
                    boolean sideBySide,
            @Descriptor(Help.PLUGIN) String plugin)
            throws InterruptedException, IOException {
        operations(session).reload(plugin, null, sideBySide);
    }

    /** One plugin, from elsewhere. */
    @Descriptor(Help.RELOAD)
    public void reload(
            CommandSession session,
            @Descriptor(Help.SIDE_BY_SIDE)
                    @Parameter(
                            names = {"-b", "--side-by-side"},
                            presentValue = "true",
                            absentValue = "false")
                    boolean sideBySide,
            @Descriptor(Help.PLUGIN) String plugin,
            @Descriptor(Help.JAR) String jar)
            throws InterruptedException, IOException {
        operations(session).reload(plugin, jar, sideBySide);
    }

    /** One plugin. */
    @Descriptor(Help.UNLOAD)
    public void unload(CommandSession session, @Descriptor(Help.PLUGIN) String plugin) throws InterruptedException {
        operations(session).operate(plugin, PluginHost::unload);
    }

    /** Bundles. */
    @Descriptor(Help.REFRESH)
    public void refresh(CommandSession session, @Descriptor(Help.BUNDLES) long... bundles) throws InterruptedException {
        operations(session).refresh(Arrays.stream(bundles).boxed().toList());
    }
}
