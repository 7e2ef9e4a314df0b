package io.rundown.host.shell.karaf;

import io.rundown.host.shell.Help;
import io.rundown.host.shell.Operations.Operation;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Completion;
import org.jspecify.annotations.Nullable;

/** Does something to one plugin. */
@SuppressWarnings("NullAway.Init")
abstract class PluginAction extends HostAction {

    private final Operation operation;

    @Argument(name = "plugin", description = Help.PLUGIN, required = true)
    @Completion(PluginCompleter.class)
    private String plugin;

    PluginAction(Operation operation) {
        this.operation = operation;
    }

    @Override
    public @Nullable Object execute() throws InterruptedException {
        operations().operate(plugin, operation);
        return null;
    }
}
