package io.rundown.itests.harness;

import io.rundown.host.PluginHost;
import io.rundown.itests.sample.stage.Held;
import io.rundown.itests.sample.stage.Journal;
import io.rundown.itests.sample.stage.Stage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.inject.Inject;
import org.junit.After;
import org.junit.Before;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.CoreOptions;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.ProbeBuilder;
import org.ops4j.pax.exam.TestProbeBuilder;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.ServiceReference;

/**
 * A test that runs inside a framework, as a bundle of its own. The framework lives for one class; each
 * test removes what it installed.
 */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public abstract class InFramework {

    /** Packages that every framework with the host's API has. */
    protected static final List<String> IMPORTED_BEFOREHAND = List.of(
            "org.osgi.framework",
            "org.osgi.framework.startlevel",
            "org.osgi.framework.wiring",
            "io.rundown",
            "io.rundown.host");

    /** Of the test bundle. */
    @Inject
    protected BundleContext context;

    /** The threads of the test. */
    protected Callers callers;

    /** What the host told about drains. */
    protected Drains drains;

    /** What the test bundle sees. */
    protected View view;

    private Set<Bundle> before;

    /** For Pax Exam. */
    @Configuration
    public final Option[] configuration() {
        return HostOptions.of(frameworkProperties(), bundlesBeforeHost(), moreBundles());
    }

    /**
     * For Pax Exam: pins the test to the first version of the API, whichever others there are. Everything else the test would import
     * dynamically, when it uses a class first. That fails if something else is resolved meanwhile for longer than Equinox waits, 30 s, or if the thread is
     * interrupted. So what tests use while others start and stop bundles is imported beforehand.
     */
    @ProbeBuilder
    public final TestProbeBuilder probe(TestProbeBuilder probe) {
        String sample = "io.rundown.itests.sample.";
        String imports = sample + "api;version=\"[1,2)\"," + sample + "stage;version=\"[1,2)\","
                + String.join(",", IMPORTED_BEFOREHAND);
        probe.setHeader("Import-Package", imports);
        return probe;
    }

    /** Properties that the framework is launched with. */
    protected Map<String, String> frameworkProperties() {
        return Map.of();
    }

    /** Bundles installed right before the host. */
    protected List<Option> bundlesBeforeHost() {
        return List.of();
    }

    /** Bundles installed right behind the host. */
    protected List<Option> moreBundles() {
        return List.of();
    }

    /** For {@link #moreBundles()}. */
    protected static Option bundle(Sample sample) {
        return CoreOptions.bundle(Locations.jar(sample).toUri().toString());
    }

    /** For {@link #moreBundles()}. */
    protected static Option fragment(Sample sample) {
        return CoreOptions.bundle(Locations.jar(sample).toUri().toString()).noStart();
    }

    /** For {@link #moreBundles()}: a Maven dependency, by its name in the pom. */
    protected static Option dependency(String name) {
        return CoreOptions.bundle(Locations.dependency(name).toUri().toString());
    }

    /** Prepares the stage. */
    @Before
    public final void enter() throws Exception {
        Stage.reset();
        Journal.clear();
        before = Arrays.stream(context.getBundles()).collect(Collectors.toSet());
        callers = new Callers();
        drains = new Drains(context);
        view = new View(context);
        hostBundle().start();
    }

    /** Ends the test's threads and removes its bundles. */
    @After
    public final void leave() throws Exception {
        Stage.reset();
        try {
            callers.close();
        } finally {
            drains.close();
            for (Bundle bundle : context.getBundles()) {
                if (!before.contains(bundle)) {
                    bundle.uninstall();
                }
            }
        }
    }

    /** Installs the sample. */
    protected Bundle install(Sample sample) throws BundleException {
        return context.installBundle(Locations.jar(sample).toUri().toString());
    }

    /** Where the jar of a sample is. */
    protected String location(Sample sample) {
        return Locations.jar(sample).toUri().toString();
    }

    /** The jar of a sample, to update another bundle with. */
    protected InputStream jar(Sample sample) throws IOException {
        return Files.newInputStream(Locations.jar(sample));
    }

    /** Installs and starts the sample. */
    protected Bundle start(Sample sample) throws BundleException {
        Bundle bundle = install(sample);
        bundle.start();
        return bundle;
    }

    /** Lets the next calls with this text wait inside the plugin. */
    protected Held hold(String text) {
        return Stage.hold(text, Patience.BOUND);
    }

    /** The bundle of the plugin host, or its stand-in. */
    protected Bundle hostBundle() {
        String name = HostOptions.ABSENT ? Sample.NO_HOST.symbolicName() : "io.rundown.host";
        return Arrays.stream(context.getBundles())
                .filter(bundle -> name.equals(bundle.getSymbolicName()))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not installed"));
    }

    /** The host's service. */
    protected PluginHost host() {
        ServiceReference<PluginHost> reference = context.getServiceReference(PluginHost.class);
        if (reference == null) {
            throw new AssertionError("there is no PluginHost");
        }
        return context.getService(reference);
    }
}
