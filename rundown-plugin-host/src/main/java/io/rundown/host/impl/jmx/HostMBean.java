package io.rundown.host.impl.jmx;

import javax.management.openmbean.CompositeData;

/** What {@code io.rundown:type=Host} shows and does. What is returned has the fields of the DTOs and reports of the API. */
@Described("the plugin host: all plugins, and what can be done to each")
public interface HostMBean {

    /** What is said of each parameter that names a plugin. */
    String ID = "the bundle id of the plugin";

    /** The plugins. */
    @Described("the started plugins")
    CompositeData[] getPlugins();

    /** The last drains. */
    @Described("the last drains")
    CompositeData[] getHistory();

    /** See {@link io.rundown.host.PluginHost#calls}. */
    @Described("the threads inside a plugin")
    CompositeData[] calls(@Described(name = "bundleId", value = ID) long bundleId);

    /** See {@link io.rundown.host.PluginHost#drain}. */
    @Described("refuses new calls and waits for those in flight; the bundle stays active")
    CompositeData drain(@Described(name = "bundleId", value = ID) long bundleId) throws InterruptedException;

    /** See {@link io.rundown.host.PluginHost#resume}. */
    @Described("lets a drained plugin serve again")
    CompositeData resume(@Described(name = "bundleId", value = ID) long bundleId) throws InterruptedException;

    /** See {@link io.rundown.host.PluginHost#stop}. */
    @Described("drains the plugin, then stops its bundle")
    CompositeData stop(@Described(name = "bundleId", value = ID) long bundleId) throws InterruptedException;

    /** See {@link io.rundown.host.PluginHost#reload(long)}. */
    @Described(
            "drains the plugin, then updates its bundle with what its location has; goes back if that does not start")
    CompositeData reload(@Described(name = "bundleId", value = ID) long bundleId) throws InterruptedException;

    /** See {@link io.rundown.host.PluginHost#unload}. */
    @Described("drains, stops, uninstalls and refreshes the plugin, and looks what keeps it")
    CompositeData unload(@Described(name = "bundleId", value = ID) long bundleId) throws InterruptedException;

    /** See {@link io.rundown.host.PluginHost#refresh}. */
    @Described("drains, stops, refreshes and starts again bundles and all that are wired to them")
    CompositeData refresh(
            @Described(
                            name = "bundleIds",
                            value =
                                    "bundle ids; none for all that an update or an uninstallation has left to be refreshed")
                    long[] bundleIds)
            throws InterruptedException;
}
