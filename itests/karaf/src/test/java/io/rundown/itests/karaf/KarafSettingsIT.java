package io.rundown.itests.karaf;

import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import javax.inject.Inject;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.junit.Rule;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;

/** Settings that are made in the shell. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class KarafSettingsIT {

    private static final long PATIENCE_NANOS = 30_000_000_000L;

    /** The second run of a test does not make up for the first. */
    @Rule
    public final FirstFailureCounts firstFailureCounts = new FirstFailureCounts();

    @Inject
    private SessionFactory sessions;

    /** Before all in Maven's process. */
    @Configuration
    public Option[] karaf() throws IOException {
        return KarafOptions.karaf();
    }

    @Test
    public void bundlesArePluginsOnceTheyAreNamed() throws Exception {
        KarafShell shell = new KarafShell(sessions);
        Path jars = Path.of(System.getProperty(KarafOptions.JARS));
        shell.run(KarafShell.INSTALL);
        shell.run("bundle:install -s " + jars.resolve("provider-1.0.0.jar").toUri());
        assertTrue(shell.run("rundown:plugins").contains("(none)"));
        shell.run(KarafShell.CONFIGURE);
        String plugins = "";
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!plugins.contains("0 waiting")) { // Karaf tells in its own time
            assertTrue(plugins, System.nanoTime() < end);
            shell.run("bundle:restart sample.provider");
            plugins = shell.run("rundown:plugins");
        }
        assertTrue(plugins, plugins.contains("sample.provider"));
    }
}
