package io.rundown.host.shell.karaf;

import io.rundown.host.PluginHost;
import io.rundown.host.shell.Console;
import io.rundown.host.shell.Listings;
import io.rundown.host.shell.Operations;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.console.Session;
import org.osgi.framework.BundleContext;

/** What is typed once; Karaf makes it, fills its fields and runs it. */
@SuppressWarnings("NullAway.Init")
abstract class HostAction implements Action {

    @Reference
    private PluginHost host;

    @Reference
    private BundleContext context;

    @Reference
    private Session session;

    /** Karaf gives each command of a pipe a standard output of its own. */
    private Console console() {
        return session.getTerminal() == null
                ? Console.of(System.out, session.getConsole())
                : new Console(
                        System.out, session.getConsole(), session.getTerminal().getWidth());
    }

    final Listings listings() {
        return new Listings(host, console());
    }

    final Operations operations() {
        return new Operations(context, host, console());
    }
}
