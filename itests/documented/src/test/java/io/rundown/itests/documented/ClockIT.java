package io.rundown.itests.documented;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.junitBundles;
import static org.ops4j.pax.exam.CoreOptions.options;

import io.rundown.host.DrainOutcome;
import io.rundown.host.DrainReport;
import io.rundown.host.PluginHost;
import io.rundown.host.PluginUnavailableException;
import io.rundown.itests.plugins.PluginJar;
import io.rundown.itests.plugins.api.Clock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.inject.Inject;
import org.junit.After;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;

/** The test on the page on Pax Exam, but for where its bundles come from. */
@RunWith(PaxExam.class)
public class ClockIT {

    @Inject
    private PluginHost host;

    @Inject
    private Clock clock; // a proxy

    private final ExecutorService executor = Executors.newSingleThreadExecutor();

    /** In Maven's process, before the framework is there. */
    @Configuration
    public Option[] framework() throws IOException {
        Path jars = Files.createDirectories(Path.of(System.getProperty("documented.target"), "jars"));
        PluginJar.API.copyTo(jars, "1.0.0");
        PluginJar.PROVIDER.copyTo(jars, "1.0.0");
        return options(
                frameworkProperty("rundown.plugins").value("sample.*"),
                bundle(url(System.getProperty("bundle.rundown-api"))),
                bundle(url(System.getProperty("bundle.rundown-impl"))),
                bundle(url(System.getProperty("bundle.rundown-plugin-host"))),
                bundle(PluginJar.API.in(jars).toUri().toString()),
                bundle(PluginJar.PROVIDER.in(jars).toUri().toString()),
                junitBundles());
    }

    private static String url(String path) {
        return Path.of(path).toUri().toString();
    }

    // documented: what docs/pax-exam.md shows
    /** Ends what the test has begun. */
    @After
    public void shutDown() {
        executor.shutdownNow();
    }

    @Test
    public void stopWaitsForTheCallInside() throws Exception {
        Bundle provider = host.plugins().stream()
                .map(plugin -> FrameworkUtil.getBundle(ClockIT.class)
                        .getBundleContext()
                        .getBundle(plugin.bundleId))
                .filter(bundle -> "sample.provider".equals(bundle.getSymbolicName()))
                .findFirst()
                .orElseThrow();
        Future<?> call = executor.submit(() -> {
            clock.stay(500);
            return null;
        });
        while (host.calls(provider.getBundleId()).isEmpty()) {
            Thread.sleep(10); // until it is inside
        }

        provider.stop();

        call.get(); // throws what the call threw, if the stop broke it
        List<DrainReport> history = host.history();
        assertEquals(DrainOutcome.DRAINED, history.get(history.size() - 1).outcome());
        assertThrows(PluginUnavailableException.class, clock::version);
    }
    // end
}
