package io.rundown.host.shell.karaf;

import io.rundown.host.shell.Help;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** See its help. */
@Service
@Command(scope = "rundown", name = "services", description = Help.SERVICES)
public final class ServicesAction extends HostAction {

    @Argument(name = "plugin", description = Help.PLUGIN)
    @Completion(PluginCompleter.class)
    private @Nullable String plugin;

    /** Made by Karaf. */
    public ServicesAction() {}

    @Override
    public @Nullable Object execute() {
        listings().services(plugin);
        return null;
    }
}
