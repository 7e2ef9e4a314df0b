package io.rundown.itests.harness;

import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.composite;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.junitBundles;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.ops4j.pax.exam.Option;

/** What is in the framework before a test begins. Runs outside the framework. */
final class HostOptions {

    /** Whether the host is left out, to see the tests fail: {@code -Drundown.itests.host=absent}. */
    static final boolean ABSENT = "absent".equals(System.getProperty("rundown.itests.host"));

    /** The plugins whose calls are held, to see what that changes: {@code -Drundown.itests.hold=*}. */
    static final String HELD = System.getProperty("rundown.itests.hold", "");

    private HostOptions() {}

    static Option[] of(Map<String, String> frameworkProperties, List<Option> before, List<Option> more) {
        SampleJars.make();
        List<Option> options = new ArrayList<>();
        if (!HELD.isEmpty()) {
            options.add(frameworkProperty("rundown.hold").value(HELD));
        }
        frameworkProperties.forEach(
                (key, value) -> options.add(frameworkProperty(key).value(value)));
        options.addAll(before);
        host().forEach(path -> options.add(bundle(path.toUri().toString())));
        options.add(bundle(Locations.jar(Sample.API).toUri().toString()));
        options.addAll(more);
        components().forEach(path -> options.add(bundle(path.toUri().toString())));
        options.add(junitBundles());
        return new Option[] {composite(options.toArray(Option[]::new))};
    }

    /** The bundles of rundown, in the order of their installation. */
    static List<Path> host() {
        List<Path> bundles = new ArrayList<>();
        bundles.add(Locations.dependency("rundown-api"));
        if (ABSENT) {
            bundles.add(Locations.jar(Sample.NO_HOST));
        } else {
            bundles.add(Locations.dependency("rundown-impl"));
            bundles.add(Locations.dependency("rundown-plugin-host"));
        }
        return bundles;
    }

    /** Declarative Services. */
    static List<Path> components() {
        return List.of(
                Locations.dependency("function"),
                Locations.dependency("promise"),
                Locations.dependency("component"),
                Locations.dependency("scr"));
    }
}
