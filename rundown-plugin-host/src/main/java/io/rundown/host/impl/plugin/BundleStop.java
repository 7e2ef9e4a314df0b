package io.rundown.host.impl.plugin;

import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.startlevel.BundleStartLevel;

/**
 * How the bundle of a plugin stops. It decides whether calls are held meanwhile, and what is said to those that are not.
 *
 * @param kind whether the bundle comes back by itself
 * @param reason what callers are told
 */
public record BundleStop(Kind kind, String reason) {

    /** Whether the bundle comes back by itself. */
    public enum Kind {
        /** The framework has kept the wish that the bundle be started: for an update, a refresh, or a transient stop. */
        TRANSIENT,

        /** The framework has taken back that wish, or never had it. */
        REAL,

        /** A start level forbids the bundle to run. The bundle starts again when a level is changed, and not before. */
        START_LEVEL,

        /** The framework itself stops. */
        FRAMEWORK
    }

    /** The framework itself stops. */
    public static BundleStop ofFramework() {
        return new BundleStop(Kind.FRAMEWORK, "the framework is stopping");
    }

    /** Finds out how a plugin's bundle stops. The thread that stops it calls this, when the bundle is STOPPING. */
    public static BundleStop of(Plugin plugin) {
        Bundle bundle = plugin.bundle();
        StartLevels levels = StartLevels.of(bundle);
        String byLevel = levels == null ? null : whyByLevel(levels, plugin.hasStarted());
        if (byLevel != null) {
            return new BundleStop(
                    Kind.START_LEVEL,
                    byLevel + "; the bundle starts again when its level is reached; look the service up again then");
        }
        return isToBeStarted(bundle)
                ? new BundleStop(Kind.TRANSIENT, "the bundle was stopped transiently")
                : new BundleStop(Kind.REAL, "the bundle was stopped");
    }

    /** While Felix lowers the level, it says that it has the level of the bundle that it stops. */
    private static @Nullable String whyByLevel(StartLevels levels, boolean started) {
        if (started && StartLevels.areLoweredByCurrentThread()) {
            return "the framework's start level was lowered below the bundle's, " + levels.ofBundle();
        }
        if (!levels.forbidStart()) {
            return null;
        }
        return StartLevels.areChangedByCurrentThread()
                ? "the bundle's start level was raised to " + levels.ofBundle() + ", above the framework's, "
                        + levels.ofFramework()
                : levels.toString();
    }

    /** Returns whether the framework has the wish that a bundle be started. */
    public static boolean isToBeStarted(Bundle bundle) {
        BundleStartLevel startLevel = bundle.adapt(BundleStartLevel.class);
        return startLevel != null && startLevel.isPersistentlyStarted();
    }
}
