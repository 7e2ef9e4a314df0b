package io.rundown.host.impl.jmx;

import javax.management.openmbean.CompositeData;

/** What {@code io.rundown:type=Host} shows and does. What is returned has the fields of the DTOs and reports of the API. */
public interface HostMBean {

    /** The plugins. */
    CompositeData[] getPlugins();

    /** The last drains. */
    CompositeData[] getHistory();

    /** See {@link io.rundown.host.PluginHost#calls}. */
    CompositeData[] calls(long bundleId);

    /** See {@link io.rundown.host.PluginHost#drain}. */
    CompositeData drain(long bundleId) throws InterruptedException;

    /** See {@link io.rundown.host.PluginHost#resume}. */
    CompositeData resume(long bundleId) throws InterruptedException;

    /** See {@link io.rundown.host.PluginHost#stop}. */
    CompositeData stop(long bundleId) throws InterruptedException;

    /** See {@link io.rundown.host.PluginHost#reload(long)}. */
    CompositeData reload(long bundleId) throws InterruptedException;

    /** See {@link io.rundown.host.PluginHost#unload}. */
    CompositeData unload(long bundleId) throws InterruptedException;

    /** See {@link io.rundown.host.PluginHost#refresh}. */
    CompositeData refresh(long[] bundleIds) throws InterruptedException;
}
