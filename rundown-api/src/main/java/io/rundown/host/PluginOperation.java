package io.rundown.host;

/** What can be done to a plugin through the {@link PluginHost}. */
public enum PluginOperation {
    /** Refuse new calls and wait for those in flight; the bundle stays active. */
    DRAIN,

    /** Let a drained plugin serve again. */
    RESUME,

    /** Drain, then stop the bundle. */
    STOP,

    /** Drain, then give the bundle its next revision. */
    RELOAD,

    /** Drain, stop, uninstall and refresh, and verify that nothing of the plugin is left. */
    UNLOAD
}
