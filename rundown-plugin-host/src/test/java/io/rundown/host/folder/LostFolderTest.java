package io.rundown.host.folder;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/** The installer is told that jars are gone, while their folder goes and comes. A bundle goes only if its jar is missing in a folder that exists. */
class LostFolderTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private Path plugins;

    @SuppressWarnings("NullAway.Init")
    private Framework framework;

    @SuppressWarnings("NullAway.Init")
    private JarInstaller installer;

    @SuppressWarnings("NullAway.Init")
    private WatchedJars jars;

    @BeforeEach
    void startFramework() throws Exception {
        plugins = Files.createDirectory(folder.resolve("plugins"));
        framework = ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow()
                .newFramework(Map.of(
                        Constants.FRAMEWORK_STORAGE, folder.resolve("storage").toString()));
        framework.start();
        BundleContext system = framework.getBundleContext();
        SeenFiles seen = new SeenFiles(folder.resolve("seen"));
        jars = new WatchedJars(system, seen);
        JarDeployment deployment = new JarDeployment(system, () -> null, jars, seen);
        installer = new JarInstaller(jars, seen, deployment, new Aftermath(system, () -> null, jars, seen, deployment));
    }

    @AfterEach
    void stopFramework() throws Exception {
        framework.stop();
        framework.waitForStop(30_000);
    }

    private File install(String name) throws Exception {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
        headers.putValue(Constants.BUNDLE_SYMBOLICNAME, name);
        Path file = plugins.resolve(name + ".jar");
        new JarOutputStream(Files.newOutputStream(file), manifest).close();
        installer.install(file.toFile());
        assertEquals(Bundle.ACTIVE, stateOf(file.toFile()));
        return file.toFile();
    }

    private int stateOf(File file) {
        Bundle bundle = jars.bundleOf(file);
        return bundle == null ? Bundle.UNINSTALLED : bundle.getState();
    }

    /** File Install sees that all files are gone, and tells of one after the other. Meanwhile the folder comes back. */
    @Test
    void aJarThatIsBackWhenItsLossIsToldKeepsItsBundle() throws Exception {
        File first = install("first");
        File second = install("second");
        Path away = Files.move(plugins, folder.resolve("away"));
        installer.uninstall(first);
        Files.move(away, plugins);
        installer.uninstall(second);
        assertEquals(Bundle.ACTIVE, stateOf(first));
        assertEquals(Bundle.ACTIVE, stateOf(second));
    }

    @Test
    void aJarThatIsDeletedAfterItsFolderCameBackLosesItsBundleAtTheNextChange() throws Exception {
        File jar = install("first");
        File other = install("other");
        Path away = Files.move(plugins, folder.resolve("away"));
        installer.uninstall(jar);
        Files.move(away, plugins);
        installer.update(other);
        assertEquals(Bundle.ACTIVE, stateOf(jar));
        Files.delete(jar.toPath());
        installer.update(other);
        assertEquals(Bundle.UNINSTALLED, stateOf(jar));
        assertEquals(Bundle.ACTIVE, stateOf(other));
    }

    @Test
    void aJarThatIsMissingInAFolderThatExistsLosesItsBundle() throws Exception {
        File jar = install("first");
        Files.delete(jar.toPath());
        installer.uninstall(jar);
        assertEquals(Bundle.UNINSTALLED, stateOf(jar));
    }
}
