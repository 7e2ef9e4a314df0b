package io.rundown.host.folder;

import io.rundown.host.PluginHost;
import java.util.Map;
import org.apache.felix.fileinstall.ArtifactInstaller;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.util.tracker.ServiceTracker;

/** Registers the installer, before File Install's own. */
public final class Activator implements BundleActivator {

    /** Made by the framework. */
    public Activator() {}

    @Override
    public void start(BundleContext context) {
        ServiceTracker<PluginHost, PluginHost> hosts = new ServiceTracker<>(context, PluginHost.class, null);
        hosts.open();
        BundleContext system =
                context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).getBundleContext();
        SeenFiles seen = new SeenFiles(system.getDataFile("rundown.folder").toPath());
        WatchedJars jars = new WatchedJars(system, seen);
        new CatchUp(system, jars, seen).run();
        JarDeployment deployment = new JarDeployment(system, hosts::getService, jars, seen);
        Aftermath aftermath = new Aftermath(system, hosts::getService, jars, seen, deployment);
        context.registerService(
                ArtifactInstaller.class,
                new JarInstaller(jars, seen, deployment, aftermath),
                FrameworkUtil.asDictionary(Map.of(Constants.SERVICE_RANKING, 1000)));
    }

    @Override
    public void stop(BundleContext context) {
        // the framework takes back the service and the tracker's uses
    }
}
