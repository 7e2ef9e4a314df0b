package io.rundown.host.impl.plugin;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;

/**
 * The start levels of a bundle and of its framework at one moment.
 *
 * @param ofBundle the level that the framework must have reached before the bundle starts
 * @param ofFramework the level that the framework has reached
 */
public record StartLevels(int ofBundle, int ofFramework) {

    /** What the frameworks call the thread that changes start levels. Equinox adds a name of the framework. */
    private static final List<String> LEVEL_THREADS = List.of("FelixStartLevel", "Start Level: ");

    /** The methods of Felix and Equinox that stop bundles because the framework's level is lowered. */
    private static final List<String> LOWERING = List.of("setActiveStartLevel", "decStartLevel");

    /** The code that may stand between such a method and the host, if nobody else has stopped the bundle. */
    private static final List<String> OF_FRAMEWORK = List.of(
            "org.apache.felix.framework.",
            "org.eclipse.osgi.",
            "io.rundown.host.impl.hook.",
            "io.rundown.host.impl.drain.",
            "io.rundown.host.impl.plugin.",
            "java.",
            "jdk.");

    /** Reads the levels. Returns {@code null} if the bundle has none, because it has been uninstalled. */
    static @Nullable StartLevels of(Bundle bundle) {
        try {
            BundleStartLevel ofBundle = bundle.adapt(BundleStartLevel.class);
            Bundle host = FrameworkUtil.getBundle(StartLevels.class);
            BundleContext context = host == null ? null : host.getBundleContext();
            if (ofBundle == null || context == null) {
                return null;
            }
            FrameworkStartLevel ofFramework = context.getBundle(0).adapt(FrameworkStartLevel.class);
            return new StartLevels(ofBundle.getStartLevel(), ofFramework.getStartLevel());
        } catch (IllegalStateException e) {
            return null;
        }
    }

    /**
     * Returns why the framework does not start a bundle now, although somebody wishes it to be started; {@code null} if the
     * levels allow the start.
     */
    public static @Nullable String whyNotStarted(Bundle bundle) {
        StartLevels levels = of(bundle);
        return levels == null || !levels.forbidStart() ? null : levels.toString();
    }

    /** Returns whether the framework does not start the bundle at its present level. */
    boolean forbidStart() {
        return ofBundle > ofFramework;
    }

    @Override
    public String toString() {
        return "the bundle's start level, " + ofBundle + ", is above the framework's, " + ofFramework;
    }

    /**
     * Returns whether the calling thread is the framework's thread that changes start levels, and a change of a level is what
     * stops the bundle. An activator or a listener on that thread may stop or update bundles for reasons of its own: then its
     * frames stand between the host and the framework's method.
     */
    static boolean areChangedByCurrentThread() {
        return isLevelThread() && StackWalker.getInstance().walk(frames -> frames.allMatch(StartLevels::isOfFramework));
    }

    /** Returns the same, and whether it is the framework's level that is lowered. */
    static boolean areLoweredByCurrentThread() {
        return isLevelThread()
                && StackWalker.getInstance()
                        .walk(frames -> frames.takeWhile(StartLevels::isOfFramework)
                                .anyMatch(frame -> LOWERING.contains(frame.getMethodName())));
    }

    private static boolean isOfFramework(StackWalker.StackFrame frame) {
        return OF_FRAMEWORK.stream().anyMatch(frame.getClassName()::startsWith);
    }

    private static boolean isLevelThread() {
        String name = Thread.currentThread().getName();
        return LEVEL_THREADS.stream().anyMatch(name::startsWith);
    }
}
