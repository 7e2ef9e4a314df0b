package io.rundown.host.shell;

import io.rundown.host.PluginHost;
import java.util.Map;
import org.apache.felix.service.command.CommandSessionListener;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.util.tracker.ServiceTracker;

/** Registers the commands for the Gogo shell. Apache Karaf's, which understands Gogo's too, has commands of its own. */
public final class Activator implements BundleActivator {

    private static final String SCOPE = "rundown";
    private static final String[] FUNCTIONS = {
        "plugins", "services", "calls", "history", "drain", "resume", "stop", "reload", "unload", "refresh"
    };

    /** Made by the framework. */
    public Activator() {}

    @Override
    public void start(BundleContext context) {
        if (isKaraf()) {
            return;
        }
        ServiceTracker<PluginHost, PluginHost> hosts = new ServiceTracker<>(context, PluginHost.class, null);
        hosts.open();
        context.registerService(
                Commands.class,
                new Commands(context, hosts::getService),
                FrameworkUtil.asDictionary(Map.of("osgi.command.scope", SCOPE, "osgi.command.function", FUNCTIONS)));
        context.registerService(CommandSessionListener.class, new OthersFirst(SCOPE, FUNCTIONS), null);
    }

    /** Whether the shell that this bundle is wired to is Karaf's. */
    private static boolean isKaraf() {
        try {
            Class.forName("org.apache.karaf.shell.api.action.Action", false, Activator.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    @Override
    public void stop(BundleContext context) {
        // the framework takes back the service and the tracker's uses
    }
}
