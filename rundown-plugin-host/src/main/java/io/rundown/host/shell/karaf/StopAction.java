package io.rundown.host.shell.karaf;

import io.rundown.host.PluginHost;
import io.rundown.host.shell.Help;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** See its help. */
@Service
@Command(scope = "rundown", name = "stop", description = Help.STOP)
public final class StopAction extends PluginAction {

    /** Made by Karaf. */
    public StopAction() {
        super(PluginHost::stop);
    }
}
