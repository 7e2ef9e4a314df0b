package io.rundown.host.shell;

/** What the commands and their arguments are for: the same in each shell. */
public final class Help {

    /** Command. */
    public static final String PLUGINS = "lists the plugins";

    /** Command. */
    public static final String SERVICES = "lists the services of plugins, and why some of them are not guarded";

    /** Command. */
    public static final String CALLS = "lists the threads inside plugins";

    /** Command. */
    public static final String HISTORY = "lists the last drains";

    /** Command. */
    public static final String DRAIN =
            "refuses new calls to a plugin and waits for those in flight; its bundle stays active";

    /** Command. */
    public static final String RESUME = "lets a drained plugin serve again";

    /** Command. */
    public static final String STOP = "drains a plugin, then stops its bundle";

    /** Command. */
    public static final String RELOAD =
            "drains a plugin, then updates its bundle with what its location or another jar has; goes back if that does not start";

    /** Command. */
    public static final String UNLOAD = "drains, stops, uninstalls and refreshes a plugin, and looks what keeps it";

    /** Command. */
    public static final String REFRESH =
            "drains, stops, refreshes and starts again bundles and all that are wired to them";

    /** Argument. */
    public static final String PLUGIN = "the plugin: its bundle id, or its symbolic name if no other has it";

    /** Option. */
    public static final String STACKS = "also shows where each thread is";

    /** Option. */
    public static final String SIDE_BY_SIDE = "starts the jar as another bundle first, which then takes over";

    /** Argument. */
    public static final String JAR = "the URL of the jar, or the path of its file";

    /** Argument. */
    public static final String BUNDLES =
            "bundle ids; none for all that an update or an uninstallation has left to be refreshed";

    private Help() {}
}
