package io.rundown.host.folder;

import java.io.File;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.felix.fileinstall.ArtifactInstaller;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/**
 * What File Install tells of jars, and what becomes of it. Whatever is called a jar is this installer's, also while it is none: File
 * Install would uninstall a bundle whose file has become something else.
 */
final class JarInstaller implements ArtifactInstaller {

    private static final System.Logger LOG = System.getLogger("io.rundown.host");

    private final WatchedJars jars;
    private final SeenFiles seen;
    private final JarDeployment deployment;
    private final Aftermath aftermath;

    /** The files that went with their folder, until File Install tells of them again. */
    private final Set<File> lost = ConcurrentHashMap.newKeySet();

    JarInstaller(WatchedJars jars, SeenFiles seen, JarDeployment deployment, Aftermath aftermath) {
        this.jars = jars;
        this.seen = seen;
        this.deployment = deployment;
        this.aftermath = aftermath;
    }

    @Override
    public boolean canHandle(File file) {
        return file.getName().endsWith(".jar");
    }

    /** Also what was installed in a run before, and may have changed since. */
    @Override
    public void install(File file) {
        update(file);
    }

    @Override
    public void update(File file) {
        aftermath.watch(file);
        lost.remove(file);
        uninstallLost();
        if (deployment.deploy(file)) {
            aftermath.settle();
        }
    }

    @Override
    public void uninstall(File file) throws BundleException {
        if (!WatchedJars.isFolderThere(file)) {
            LOG.log(
                    Level.WARNING,
                    "{0} is gone with its folder, of which nothing is concluded: its bundle stays; make the folder again, with or without it",
                    file);
            lost.add(file);
            return;
        }
        if (file.exists()) {
            lost.add(file); // it was away while File Install looked, and came back with its folder
            return;
        }
        uninstallLost();
        uninstallNow(file);
    }

    /** It is forgotten last: the aftermath is of bundles that are known to be of jars. */
    private void uninstallNow(File file) throws BundleException {
        aftermath.forget(file);
        Bundle bundle = jars.bundleOf(file);
        if (bundle != null) {
            bundle.uninstall();
            aftermath.settle();
        }
        seen.remove(file);
    }

    /**
     * Uninstalls the bundles of those lost files that do not exist although their folder does. File Install has forgotten a lost file, so it
     * does not tell when somebody deletes that file.
     */
    private void uninstallLost() {
        for (File file : lost) {
            try {
                if (WatchedJars.isFolderThere(file) && !file.exists()) {
                    uninstallNow(file);
                    lost.remove(file);
                }
            } catch (BundleException | RuntimeException e) {
                LOG.log(Level.WARNING, file + " is gone, and its bundle is not; that is tried again", e);
            }
        }
    }
}
