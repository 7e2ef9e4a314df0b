package io.rundown.host.shell.karaf;

import io.rundown.host.shell.Help;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** See its help. */
@Service
@Command(scope = "rundown", name = "history", description = Help.HISTORY)
public final class HistoryAction extends HostAction {

    /** Made by Karaf. */
    public HistoryAction() {}

    @Override
    public @Nullable Object execute() {
        listings().history();
        return null;
    }
}
