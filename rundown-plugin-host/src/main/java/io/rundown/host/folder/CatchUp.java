package io.rundown.host.folder;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.startlevel.BundleStartLevel;

/**
 * Makes the bundles what the files are, before any is started: what was deleted or replaced while nobody looked. Where the folder itself
 * is missing nothing is to be concluded.
 */
final class CatchUp {

    /** The folder that is watched, if it is known; set by the runnable host, which may have had another one before. */
    private static final String FOLDER = "rundown.folder";

    private static final System.Logger LOG = System.getLogger("io.rundown.host");

    private final BundleContext system;
    private final WatchedJars jars;
    private final SeenFiles seen;

    CatchUp(BundleContext system, WatchedJars jars, SeenFiles seen) {
        this.system = system;
        this.jars = jars;
        this.seen = seen;
    }

    void run() {
        String present = system.getProperty(FOLDER);
        for (Bundle bundle : jars.bundles()) {
            File file = WatchedJars.file(bundle);
            if (file != null) {
                run(bundle, file, present);
            }
        }
        if (present != null) {
            seen.setFolder(present);
        }
    }

    private void run(Bundle bundle, File file, @Nullable String present) {
        try {
            if (isOfFolderBefore(file, present)) {
                LOG.log(Level.INFO, "{0} is uninstalled: {1} is not in the folder that is watched now", bundle, file);
                bundle.uninstall();
                seen.remove(file);
            } else if (WatchedJars.isFolderThere(file)) {
                compare(bundle, file);
            }
        } catch (BundleException | IOException | RuntimeException e) {
            LOG.log(Level.WARNING, bundle + " stays as it was, unlike " + file, e);
        }
    }

    /** What is in neither of the two somebody else watches. */
    private boolean isOfFolderBefore(File file, @Nullable String present) {
        String before = seen.folder();
        return present != null
                && before != null
                && file.toPath().startsWith(before)
                && !file.toPath().startsWith(present);
    }

    private void compare(Bundle bundle, File file) throws BundleException, IOException {
        if (!file.exists()) {
            bundle.uninstall();
            seen.remove(file);
        } else if (!isStarted(bundle) && isToBeReplaced(bundle, file)) {
            replace(file, bundle);
        }
    }

    /** What has been tried in vain is tried again when the bundle runs, so that it can go back; so is what was killed before it was started first. */
    private boolean isToBeReplaced(Bundle bundle, File file) {
        if (seen.is(file, Attempt.DONE) || seen.is(file, Attempt.IN_VAIN)) {
            return false;
        }
        BundleStartLevel level = bundle.adapt(BundleStartLevel.class);
        return !seen.hasOnlyBegun(file) || (level != null && level.isPersistentlyStarted());
    }

    private static boolean isStarted(Bundle bundle) {
        return (bundle.getState() & (Bundle.STARTING | Bundle.ACTIVE | Bundle.STOPPING)) != 0;
    }

    private void replace(File file, Bundle bundle) throws IOException, BundleException {
        String state = SeenFiles.state(file);
        Attempt attempt = Attempt.IN_VAIN;
        try {
            BundleJar.check(file);
            try (InputStream jar = Files.newInputStream(file.toPath())) {
                bundle.update(jar);
            }
            attempt = Attempt.DONE;
        } catch (BundleJar.NoBundle e) {
            attempt = Attempt.DONE; // until the file changes
            throw e;
        } finally {
            seen.add(file, state, attempt);
        }
    }
}
