package io.rundown.host.shell.karaf;

import io.rundown.host.PluginHost;
import io.rundown.host.shell.Help;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** See its help. */
@Service
@Command(scope = "rundown", name = "unload", description = Help.UNLOAD)
public final class UnloadAction extends PluginAction {

    /** Made by Karaf. */
    public UnloadAction() {
        super(PluginHost::unload);
    }
}
