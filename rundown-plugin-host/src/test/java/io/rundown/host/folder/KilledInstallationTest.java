package io.rundown.host.folder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
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

/** What a process leaves that was killed between the installation of a bundle and its start: the next one starts it, or takes it away. */
class KilledInstallationTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private Framework framework;

    @SuppressWarnings("NullAway.Init")
    private BundleContext system;

    @SuppressWarnings("NullAway.Init")
    private File jar;

    @SuppressWarnings("NullAway.Init")
    private SeenFiles seen;

    @SuppressWarnings("NullAway.Init")
    private Bundle bundle;

    @BeforeEach
    void leaveInstalledBundle() throws Exception {
        framework = ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow()
                .newFramework(Map.of(
                        Constants.FRAMEWORK_STORAGE, folder.resolve("storage").toString()));
        framework.start();
        system = framework.getBundleContext();
        jar = writeBundle(folder.resolve("a.jar")).toFile();
        seen = new SeenFiles(folder.resolve("seen"));
        seen.add(jar, SeenFiles.state(jar), Attempt.BEGUN);
        bundle = system.installBundle(WatchedJars.location(jar));
    }

    @AfterEach
    void stopFramework() throws Exception {
        framework.stop();
        framework.waitForStop(30_000);
    }

    private static Path writeBundle(Path file) throws IOException {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue(Constants.BUNDLE_MANIFESTVERSION, "2");
        headers.putValue(Constants.BUNDLE_SYMBOLICNAME, "sample");
        new JarOutputStream(Files.newOutputStream(file), manifest).close();
        return file;
    }

    @Test
    void isStartedAsSoonAsTheFileIsSeen() {
        WatchedJars jars = new WatchedJars(system, seen);
        new CatchUp(system, jars, seen).run();
        assertTrue(new JarDeployment(system, () -> null, jars, seen).deploy(jar), "not what is done already");
        assertEquals(Bundle.ACTIVE, bundle.getState());
        assertTrue(seen.is(jar, Attempt.DONE));
    }

    @Test
    void isTakenAwayIfTheFileHasGone() throws IOException {
        Files.delete(jar.toPath());
        new CatchUp(system, new WatchedJars(system, seen), seen).run();
        assertEquals(Bundle.UNINSTALLED, bundle.getState());
    }
}
