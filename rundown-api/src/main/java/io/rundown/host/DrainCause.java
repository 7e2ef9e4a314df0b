package io.rundown.host;

/** Why a drain takes place. */
public enum DrainCause {
    /** The plugin's bundle stops: by stop, update, uninstall, refresh or a failed start. */
    BUNDLE_STOPPING,

    /** The plugin's bundle stops because the framework shuts down. */
    FRAMEWORK_STOPPING,

    /** One service of the plugin is unregistered while its bundle stays active. */
    SERVICE_UNREGISTERING,

    /** The plugin host itself stops and lets go of the plugin. */
    HOST_STOPPING,

    /** Another bundle has taken the plugin's place: a reload {@link ReloadMode#SIDE_BY_SIDE}. */
    REPLACED,

    /** Somebody asked the {@link PluginHost} for it. */
    MANAGED
}
