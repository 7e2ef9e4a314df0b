package io.rundown.host.impl.jmx;

import java.io.IOException;
import javax.management.openmbean.CompositeData;

/** What {@code io.rundown:type=Plugin,name=…,id=…} shows and does. */
public interface PluginMBean {

    /** See {@link io.rundown.host.PluginDTO#version}. */
    String getVersion();

    /** See {@link io.rundown.host.PluginDTO#state}. */
    String getState();

    /** See {@link io.rundown.host.PluginDTO#inFlight}. */
    long getInFlight();

    /** See {@link io.rundown.host.PluginDTO#rejected}. */
    long getRejected();

    /** See {@link io.rundown.host.PluginDTO#hold}. */
    boolean isHold();

    /** See {@link io.rundown.host.PluginDTO#waiting}. */
    long getWaiting();

    /** See {@link io.rundown.host.PluginDTO#drainTimeoutMillis}. */
    long getDrainTimeoutMillis();

    /** See {@link io.rundown.host.PluginDTO#onTimeout}. */
    String getOnTimeout();

    /** See {@link io.rundown.host.PluginDTO#services}. */
    CompositeData[] getServices();

    /** See {@link io.rundown.host.PluginHost#calls}. */
    CompositeData[] getCalls();

    /** See {@link io.rundown.host.PluginHost#drain}. */
    CompositeData drain() throws InterruptedException;

    /** See {@link io.rundown.host.PluginHost#resume}. */
    CompositeData resume() throws InterruptedException;

    /** See {@link io.rundown.host.PluginHost#stop}. */
    CompositeData stop() throws InterruptedException;

    /** See {@link io.rundown.host.PluginHost#reload(long)}. */
    CompositeData reload() throws InterruptedException;

    /**
     * As {@link #reload()} with the revision that a URL has.
     *
     * @throws IOException if it cannot be read
     */
    CompositeData reload(String url) throws InterruptedException, IOException;

    /** See {@link io.rundown.host.PluginHost#unload}. */
    CompositeData unload() throws InterruptedException;
}
