package io.rundown.host.impl.jmx;

import io.rundown.host.PluginHost;
import java.util.Arrays;
import javax.management.openmbean.CompositeData;

/** The host as an MBean. */
final class HostBean implements HostMBean {

    private final PluginHost host;

    HostBean(PluginHost host) {
        this.host = host;
    }

    @Override
    public CompositeData[] getPlugins() {
        return OpenData.of(host.plugins());
    }

    @Override
    public CompositeData[] getHistory() {
        return OpenData.of(host.history());
    }

    @Override
    public CompositeData[] calls(long bundleId) {
        return OpenData.of(host.calls(bundleId));
    }

    @Override
    public CompositeData drain(long bundleId) throws InterruptedException {
        return OpenData.of(host.drain(bundleId));
    }

    @Override
    public CompositeData resume(long bundleId) throws InterruptedException {
        return OpenData.of(host.resume(bundleId));
    }

    @Override
    public CompositeData stop(long bundleId) throws InterruptedException {
        return OpenData.of(host.stop(bundleId));
    }

    @Override
    public CompositeData reload(long bundleId) throws InterruptedException {
        return OpenData.of(host.reload(bundleId));
    }

    @Override
    public CompositeData unload(long bundleId) throws InterruptedException {
        return OpenData.of(host.unload(bundleId));
    }

    @Override
    @SuppressWarnings("NullAway") // a client can pass null all the same
    public CompositeData refresh(long[] bundleIds) throws InterruptedException {
        if (bundleIds == null) {
            throw new IllegalArgumentException("no bundle ids are given; an empty array means all that an update or an"
                    + " uninstallation has left to be refreshed");
        }
        return OpenData.of(host.refresh(Arrays.stream(bundleIds).boxed().toList()));
    }
}
