package io.rundown.host.shell.karaf;

import io.rundown.host.shell.Help;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** See its help. */
@Service
@Command(scope = "rundown", name = "calls", description = Help.CALLS)
public final class CallsAction extends HostAction {

    @Option(name = "-s", aliases = "--stacks", description = Help.STACKS)
    private boolean stacks;

    @Argument(name = "plugin", description = Help.PLUGIN)
    @Completion(PluginCompleter.class)
    private @Nullable String plugin;

    /** Made by Karaf. */
    public CallsAction() {}

    @Override
    public @Nullable Object execute() {
        listings().calls(stacks, plugin);
        return null;
    }
}
