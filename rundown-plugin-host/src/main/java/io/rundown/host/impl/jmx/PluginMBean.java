package io.rundown.host.impl.jmx;

import java.io.IOException;
import javax.management.openmbean.CompositeData;

/** What {@code io.rundown:type=Plugin,name=…,id=…} shows and does. */
@Described("a plugin: its calls in flight, its services, and what can be done to it")
public interface PluginMBean {

    /** See {@link io.rundown.host.PluginDTO#version}. */
    @Described("the version of its bundle")
    String getVersion();

    /** See {@link io.rundown.host.PluginDTO#state}. */
    @Described("ACTIVE, or how far it is run down")
    String getState();

    /** See {@link io.rundown.host.PluginDTO#inFlight}. */
    @Described("calls and guards that are in flight; an estimate")
    long getInFlight();

    /** See {@link io.rundown.host.PluginDTO#rejected}. */
    @Described("calls that were rejected")
    long getRejected();

    /** See {@link io.rundown.host.PluginDTO#hold}. */
    @Described("whether calls wait for the next revision while it is updated")
    boolean isHold();

    /** See {@link io.rundown.host.PluginDTO#waiting}. */
    @Described("calls that wait for the next revision")
    long getWaiting();

    /** See {@link io.rundown.host.PluginDTO#drainTimeoutMillis}. */
    @Described("how long a drain waits, in milliseconds")
    long getDrainTimeoutMillis();

    /** See {@link io.rundown.host.PluginDTO#onTimeout}. */
    @Described("what becomes of a drain after its timeout")
    String getOnTimeout();

    /** See {@link io.rundown.host.PluginDTO#services}. */
    @Described("its services, and why some of them are not guarded")
    CompositeData[] getServices();

    /** See {@link io.rundown.host.PluginHost#calls}. */
    @Described("the threads inside it")
    CompositeData[] getCalls();

    /** See {@link io.rundown.host.PluginHost#drain}. */
    @Described("refuses new calls and waits for those in flight; the bundle stays active")
    CompositeData drain() throws InterruptedException;

    /** See {@link io.rundown.host.PluginHost#resume}. */
    @Described("lets a drained plugin serve again")
    CompositeData resume() throws InterruptedException;

    /** See {@link io.rundown.host.PluginHost#stop}. */
    @Described("drains the plugin, then stops its bundle")
    CompositeData stop() throws InterruptedException;

    /** See {@link io.rundown.host.PluginHost#reload(long)}. */
    @Described(
            "drains the plugin, then updates its bundle with what its location has; goes back if that does not start")
    CompositeData reload() throws InterruptedException;

    /**
     * As {@link #reload()} with the revision that a URL or the path of a file has.
     *
     * @throws IOException if it cannot be read
     */
    @Described("drains the plugin, then updates its bundle with another jar; goes back if that does not start")
    CompositeData reload(
            @Described(
                            name = "jar",
                            value = "the URL of the jar, or the path of its file, as the host's process knows it")
                    String jar)
            throws InterruptedException, IOException;

    /** See {@link io.rundown.host.PluginHost#unload}. */
    @Described("drains, stops, uninstalls and refreshes the plugin, and looks what keeps it")
    CompositeData unload() throws InterruptedException;
}
