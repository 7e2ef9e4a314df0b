package io.rundown.itests.karaf;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import javax.inject.Inject;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.startlevel.BundleStartLevel;

/** Everything that Karaf has to take a bundle away, under load. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class KarafIT {

    private static final String PLUGIN = "sample.provider";
    private static final int APPLICATIONS = 80;
    private static final long PATIENCE_NANOS = 30_000_000_000L;

    /** The second run of a test does not make up for the first. */
    @Rule
    public final FirstFailureCounts firstFailureCounts = new FirstFailureCounts();

    @Inject
    private BundleContext context;

    @Inject
    private SessionFactory sessions;

    private KarafShell shell;
    private Path jars;
    private Path deployed;

    /** Before all in Maven's process. */
    @Configuration
    public Option[] karaf() throws IOException {
        return KarafOptions.configuredKaraf();
    }

    /** The second time nothing is to be done. */
    @Before
    public void installFeature() throws Exception {
        shell = new KarafShell(sessions);
        jars = Path.of(System.getProperty(KarafOptions.JARS));
        deployed = Path.of(System.getProperty("karaf.base"), "deploy", "provider-" + System.nanoTime() + ".jar");
        shell.run(KarafShell.INSTALL);
    }

    /** For the next test. */
    @After
    public void uninstall() throws Exception {
        Files.deleteIfExists(deployed);
        for (Bundle bundle : context.getBundles()) {
            if (PLUGIN.equals(bundle.getSymbolicName())) {
                try {
                    bundle.uninstall();
                } catch (IllegalStateException e) {
                    assertEquals("whoever watches the folder was faster", Bundle.UNINSTALLED, bundle.getState());
                }
            }
        }
    }

    private Path jar(int minor) {
        return jars.resolve("provider-" + Versions.of(minor) + ".jar");
    }

    private void deploy(int minor) throws IOException {
        Files.copy(jar(minor), deployed, StandardCopyOption.REPLACE_EXISTING);
    }

    private Bundle bundle(String name) {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> name.equals(bundle.getSymbolicName()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    public void hostStartsAfterWhatItNeedsAndBeforeApplications() throws Exception {
        assertEquals(Bundle.ACTIVE, bundle("io.rundown.host").getState());
        assertTrue(startLevel("io.rundown.host") > startLevel("io.rundown.impl"));
        assertTrue(startLevel("io.rundown.host") < APPLICATIONS);
        String log = Files.readString(Path.of(System.getProperty("karaf.data"), "log", "karaf.log"));
        assertFalse(log, log.contains("no RundownRefFactory service"));
    }

    private int startLevel(String name) {
        return bundle(name).adapt(BundleStartLevel.class).getStartLevel();
    }

    @Test
    public void commandsComeWithHelpAndCompletion() throws Exception {
        deploy(0);
        try (Load load = new Load(context)) {
            load.awaitVersion(Versions.of(0));
            String plugins = shell.run("rundown:plugins");
            assertTrue(plugins, plugins.contains(PLUGIN));
            String help = shell.run("rundown:drain --help");
            assertTrue(help, help.contains("refuses new calls to a plugin"));
            assertTrue(help, help.contains("its bundle id, or its symbolic name"));
            assertEquals(List.of(PLUGIN), shell.completions("rundown", "drain", "sample.p"));
            String drained = shell.run("rundown:drain " + PLUGIN);
            assertTrue(drained, drained.contains("drain of " + PLUGIN) && drained.contains("DONE"));
            String resumed = shell.run("rundown:resume " + PLUGIN);
            assertTrue(resumed, resumed.contains("DONE"));
            String services = shell.run("rundown:services " + PLUGIN);
            assertTrue(services, services.contains("yes"));
            String unknown = shell.run("try { rundown:drain nobody } { echo $exception }");
            assertTrue(unknown, unknown.contains("there is no started plugin 'nobody'"));
        }
    }

    @Test
    public void hotDeployedBundleIsReplacedUpdatedAndUninstalledUnderLoad() throws Exception {
        deploy(0);
        try (Load load = new Load(context)) {
            load.awaitVersion(Versions.of(0));
            long none = load.none();
            for (int minor = 1; minor <= Versions.LAST / 2; minor++) {
                deploy(minor);
                load.awaitVersion(Versions.of(minor));
                assertUnnoticed(load, none);
            }
            long id = bundle(PLUGIN).getBundleId();
            for (int minor = Versions.LAST / 2 + 1; minor <= Versions.LAST; minor++) {
                shell.run("bundle:update " + id + " " + jar(minor).toUri());
                load.awaitVersion(Versions.of(minor));
                assertUnnoticed(load, none);
            }
            shell.run("bundle:uninstall " + id);
            load.awaitNone();
            assertEquals(load.toString(), 0, load.broken());
        }
    }

    private void assertUnnoticed(Load load, long noneBefore) throws Exception {
        String what = load + "\n" + shell.run("rundown:plugins", "rundown:history");
        assertEquals(what, 0, load.broken());
        assertEquals(what, 0, load.rejected());
        assertEquals(what, noneBefore, load.none());
    }

    @Test
    public void stoppedUnderLoadItIsDrained() throws Exception {
        deploy(0);
        try (Load load = new Load(context)) {
            load.awaitVersion(Versions.of(0));
            shell.run("bundle:stop " + bundle(PLUGIN).getBundleId());
            load.awaitNone();
            assertEquals(load.toString(), 0, load.broken());
            assertTrue(shell.run("rundown:history").contains("BUNDLE_STOPPING"));
        }
    }

    @Test
    public void whatACommandPrintsCanBePiped() throws Exception {
        deploy(0);
        try (Load load = new Load(context)) {
            load.awaitVersion(Versions.of(0));
            String found = shell.run("rundown:plugins | grep " + PLUGIN);
            assertTrue(found, found.contains(PLUGIN));
            assertFalse(found, found.contains("In flight"));
        }
    }

    @Test
    public void deletedFromTheFolderItIsDrained() throws Exception {
        deploy(0);
        try (Load load = new Load(context)) {
            load.awaitVersion(Versions.of(0));
            Bundle bundle = bundle(PLUGIN);
            Files.delete(deployed);
            load.awaitNone();
            long end = System.nanoTime() + PATIENCE_NANOS;
            while (bundle.getState() != Bundle.UNINSTALLED) { // services go before the drain has ended
                assertTrue("still there: " + bundle, System.nanoTime() < end);
                Thread.sleep(5);
            }
            assertEquals(load.toString(), 0, load.broken());
            String history = shell.run("rundown:history");
            assertTrue(history, history.contains(PLUGIN));
        }
    }

    @Test
    public void upgradeOfItsFeatureDrains() throws Exception {
        shell.run(
                "feature:repo-add " + jars.resolve("features.xml").toUri(), "feature:install sample/" + Versions.of(0));
        try (Load load = new Load(context)) {
            load.awaitVersion(Versions.of(0));
            shell.run("feature:install --upgrade sample/" + Versions.of(1));
            load.awaitVersion(Versions.of(1));
            assertEquals(load.toString(), 0, load.broken());
            shell.run("feature:uninstall sample/" + Versions.of(1));
            load.awaitNone();
            assertEquals(load.toString(), 0, load.broken());
        }
    }
}
