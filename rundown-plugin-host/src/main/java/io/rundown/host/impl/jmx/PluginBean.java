package io.rundown.host.impl.jmx;

import io.rundown.host.PluginDTO;
import io.rundown.host.PluginHost;
import io.rundown.host.jar.JarSource;
import java.io.IOException;
import java.io.InputStream;
import javax.management.openmbean.CompositeData;

/** A plugin as an MBean. */
final class PluginBean implements PluginMBean {

    private final PluginHost host;
    private final String name;
    private final long bundleId;

    PluginBean(PluginHost host, PluginDTO plugin) {
        this.host = host;
        this.name = plugin.symbolicName;
        this.bundleId = plugin.bundleId;
    }

    private PluginDTO present() {
        return host.plugins().stream()
                .filter(plugin -> plugin.bundleId == bundleId)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("plugin " + name + " [" + bundleId + "] has stopped"));
    }

    @Override
    public String getVersion() {
        return present().version;
    }

    @Override
    public String getState() {
        return present().state;
    }

    @Override
    public long getInFlight() {
        return present().inFlight;
    }

    @Override
    public long getRejected() {
        return present().rejected;
    }

    @Override
    public boolean isHold() {
        return present().hold;
    }

    @Override
    public long getWaiting() {
        return present().waiting;
    }

    @Override
    public long getDrainTimeoutMillis() {
        return present().drainTimeoutMillis;
    }

    @Override
    public String getOnTimeout() {
        return present().onTimeout;
    }

    @Override
    public CompositeData[] getServices() {
        return OpenData.of(present().services);
    }

    @Override
    public CompositeData[] getCalls() {
        return OpenData.of(host.calls(bundleId));
    }

    @Override
    public CompositeData drain() throws InterruptedException {
        return OpenData.of(host.drain(bundleId));
    }

    @Override
    public CompositeData resume() throws InterruptedException {
        return OpenData.of(host.resume(bundleId));
    }

    @Override
    public CompositeData stop() throws InterruptedException {
        return OpenData.of(host.stop(bundleId));
    }

    @Override
    public CompositeData reload() throws InterruptedException {
        return OpenData.of(host.reload(bundleId));
    }

    @Override
    public CompositeData reload(String jar) throws InterruptedException, IOException {
        try (InputStream revision = JarSource.open(jar)) {
            return OpenData.of(host.reload(bundleId, revision));
        }
    }

    @Override
    public CompositeData unload() throws InterruptedException {
        return OpenData.of(host.unload(bundleId));
    }
}
