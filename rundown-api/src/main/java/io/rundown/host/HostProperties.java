package io.rundown.host;

/**
 * Names by which the plugin host is configured and recognised.
 *
 * <p>Times are ISO-8601 durations ({@code PT30S}) or numbers of milliseconds. A value that cannot be
 * read is reported as a warning and the default is used.
 */
public final class HostProperties {

    /** The namespace of the requirement by which a bundle opts in. */
    public static final String EXTENDER_NAMESPACE = "osgi.extender";

    /** The value of the {@value #EXTENDER_NAMESPACE} capability. */
    public static final String EXTENDER_NAME = "io.rundown";

    /**
     * The PID of the host's configuration. Its keys are those of the framework properties without {@code rundown.}; they
     * are above framework properties and requirements, and take effect for what begins afterwards: timeouts for the
     * next drain, and which bundles are plugins or held when a bundle starts. {@code drain.timeout} and {@code
     * drain.on-timeout} can also end with a dot and a symbolic name, and are for that plugin then.
     */
    public static final String CONFIG_PID = "io.rundown.host";

    /** Framework property: comma-separated globs of symbolic names; bundles that match are plugins, but for those that match one after {@code !}. */
    public static final String PLUGINS = "rundown.plugins";

    /** Framework property: how long a drain waits; default 30 s. */
    public static final String DRAIN_TIMEOUT = "rundown.drain.timeout";

    /** Framework property: a {@link TimeoutAction}, in lower case; default {@code proceed}. */
    public static final String DRAIN_ON_TIMEOUT = "rundown.drain.on-timeout";

    /** Framework property: how long everything that the host waits for while the framework shuts down may take together; default 60 s. */
    public static final String SHUTDOWN_BUDGET = "rundown.shutdown.budget";

    /** Framework property: how often a drain that still waits is reported; default 1 s. */
    public static final String PROGRESS_INTERVAL = "rundown.progress.interval";

    /**
     * Framework property, {@code true} or {@code false} (default): whether the host restarts, once,
     * the plugins that were active before it started (so that all their services are guarded) and,
     * when the host alone is stopped, those that are active then (so that trackers find the originals).
     */
    public static final String BOUNCE = "rundown.bounce";

    /**
     * Framework property: whether Apache Felix File Install, if it is there, leaves jars to the plugin host: {@code true} or {@code false}, the
     * default. A jar that has changed is {@linkplain PluginHost#reload(long, java.io.InputStream) reloaded} then, so that a broken one takes
     * nothing away.
     */
    public static final String FILE_INSTALL = "rundown.fileinstall";

    /**
     * Framework property: comma-separated globs of symbolic names; calls of plugins that match are held while their
     * bundle is updated or refreshed, instead of being refused; default none.
     */
    public static final String HOLD = "rundown.hold";

    /**
     * Framework property: how long a call is held after the old revision of the plugin has been drained, and how long after the old
     * revision has gone the new one may take to offer its services; default 5 s. The longest time that a call is held is this and the
     * drain timeout together.
     */
    public static final String HOLD_TIMEOUT = "rundown.hold.timeout";

    /** Framework property: how many calls of one plugin are held at the same time; further ones are refused; default 1000. */
    public static final String HOLD_LIMIT = "rundown.hold.limit";

    /** Attribute of the opt-in requirement, {@code true} or {@code false}, that overrides {@value #HOLD} for one plugin. */
    public static final String ATTRIBUTE_HOLD = "hold";

    /** Attribute of the opt-in requirement that overrides {@value #DRAIN_TIMEOUT} for one plugin. */
    public static final String ATTRIBUTE_DRAIN_TIMEOUT = "drain.timeout";

    /** Attribute of the opt-in requirement that overrides {@value #DRAIN_ON_TIMEOUT} for one plugin. */
    public static final String ATTRIBUTE_DRAIN_ON_TIMEOUT = "drain.on-timeout";

    /** Service property of a proxy: {@link Boolean#TRUE}. */
    public static final String PROXIED = "rundown.proxied";

    /** Service property of a proxy: the {@code service.id} of the original, a {@link Long}. */
    public static final String ORIGINAL_SERVICE_ID = "rundown.service.id";

    /** Service property of a proxy: the id of the bundle that registered the original, a {@link Long}. */
    public static final String ORIGINAL_BUNDLE_ID = "rundown.bundle.id";

    private HostProperties() {}
}
