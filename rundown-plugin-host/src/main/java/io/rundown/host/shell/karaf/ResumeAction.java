package io.rundown.host.shell.karaf;

import io.rundown.host.PluginHost;
import io.rundown.host.shell.Help;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;

/** See its help. */
@Service
@Command(scope = "rundown", name = "resume", description = Help.RESUME)
public final class ResumeAction extends PluginAction {

    /** Made by Karaf. */
    public ResumeAction() {
        super(PluginHost::resume);
    }
}
