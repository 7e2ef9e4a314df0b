package io.rundown.host.shell.karaf;

import io.rundown.host.PluginDTO;
import io.rundown.host.PluginHost;
import java.util.List;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;

/** Knows the plugins' symbolic names. */
@Service
@SuppressWarnings("NullAway.Init")
public final class PluginCompleter implements Completer {

    @Reference
    private PluginHost host;

    /** Made by Karaf. */
    public PluginCompleter() {}

    @Override
    public int complete(Session session, CommandLine line, List<String> candidates) {
        StringsCompleter names = new StringsCompleter();
        for (PluginDTO plugin : host.plugins()) {
            names.getStrings().add(plugin.symbolicName);
        }
        return names.complete(session, line, candidates);
    }
}
