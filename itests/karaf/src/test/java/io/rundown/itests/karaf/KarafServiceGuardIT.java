package io.rundown.itests.karaf;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;
import static org.ops4j.pax.exam.CoreOptions.options;
import static org.ops4j.pax.exam.OptionUtils.combine;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.editConfigurationFilePut;

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
import org.ops4j.pax.exam.spi.reactors.PerMethod;
import org.osgi.framework.BundleContext;

/** Karaf's own service guard proxies services, too, to ask for roles. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerMethod.class)
public class KarafServiceGuardIT {

    private static final String CLOCKS = "(objectClass=io.rundown.itests.plugins.api.Clock)";
    private static final String ACL = "etc/org.apache.karaf.service.acl.clock.cfg";

    /** The second run of a test does not make up for the first. */
    @Rule
    public final FirstFailureCounts firstFailureCounts = new FirstFailureCounts();

    @Inject
    private BundleContext context;

    @Inject
    private SessionFactory sessions;

    /** Only a viewer may see what time it is. */
    @Configuration
    public Option[] karaf() throws IOException {
        return combine(
                KarafOptions.configuredKaraf(),
                options(
                        editConfigurationFilePut("etc/system.properties", "karaf.secured.services", CLOCKS),
                        editConfigurationFilePut(ACL, "service.guard", CLOCKS),
                        editConfigurationFilePut(ACL, "version", "viewer")));
    }

    @Test
    public void guardThenRundown() throws Exception {
        KarafShell shell = new KarafShell(sessions);
        shell.run("feature:install service-security");
        shell.run(KarafShell.INSTALL);
        assertBothProxiesDoTheirWork(shell);
    }

    @Test
    public void rundownThenGuard() throws Exception {
        KarafShell shell = new KarafShell(sessions);
        shell.run(KarafShell.INSTALL);
        shell.run("feature:install service-security");
        assertBothProxiesDoTheirWork(shell);
    }

    private void assertBothProxiesDoTheirWork(KarafShell shell) throws Exception {
        Path jars = Path.of(System.getProperty(KarafOptions.JARS));
        shell.run("bundle:install -s " + jars.resolve("provider-1.0.0.jar").toUri());
        try (Load load = new Load(context, Administrator.subject())) {
            load.awaitVersion("1.0.0");
            String id = shell.run("bundle:id sample.provider").strip();
            for (int minor = 1; minor <= Versions.LAST; minor++) {
                shell.run("bundle:update " + id + " "
                        + jars.resolve("provider-" + Versions.of(minor) + ".jar")
                                .toUri());
                load.awaitVersion(Versions.of(minor));
            }
            assertEquals(load.toString(), 0, load.broken());
            try (Load stranger = new Load(context)) {
                stranger.awaitFault();
                assertTrue(stranger.fault(), stranger.fault().contains("SecurityException"));
            }
            shell.run("bundle:uninstall " + id);
            load.awaitNone();
            assertEquals(load.toString(), 0, load.broken());
        }
    }
}
