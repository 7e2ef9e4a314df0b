package io.rundown.host.shell.karaf;

import io.rundown.host.shell.Help;
import java.io.IOException;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.jspecify.annotations.Nullable;

/** See its help. */
@Service
@Command(scope = "rundown", name = "reload", description = Help.RELOAD)
@SuppressWarnings("NullAway.Init")
public final class ReloadAction extends HostAction {

    @Option(name = "-b", aliases = "--side-by-side", description = Help.SIDE_BY_SIDE)
    private boolean sideBySide;

    @Argument(name = "plugin", description = Help.PLUGIN, required = true)
    @Completion(PluginCompleter.class)
    private String plugin;

    @Argument(index = 1, name = "jar", description = Help.JAR)
    private @Nullable String jar;

    /** Made by Karaf. */
    public ReloadAction() {}

    @Override
    public @Nullable Object execute() throws InterruptedException, IOException {
        operations().reload(plugin, jar, sideBySide);
        return null;
    }
}
