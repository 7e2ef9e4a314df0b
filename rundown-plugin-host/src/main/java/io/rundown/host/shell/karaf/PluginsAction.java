package io.rundown.host.shell.karaf;

import io.rundown.host.shell.Help;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** See its help. */
@Service
@Command(scope = "rundown", name = "plugins", description = Help.PLUGINS)
public final class PluginsAction extends HostAction {

    /** Made by Karaf. */
    public PluginsAction() {}

    @Override
    public @Nullable Object execute() {
        listings().plugins();
        return null;
    }
}
