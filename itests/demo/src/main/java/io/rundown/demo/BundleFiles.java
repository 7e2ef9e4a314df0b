package io.rundown.demo;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The bundles that the demonstration installs, as the build hands them over: a system property for
 * each, because bundles of the same build are in no repository yet.
 *
 * @param eventAdmin the plugin
 * @param olderEventAdmin an older version of it
 * @param platform what the samples need: service APIs and the component runtime
 * @param rundown the bundles of rundown, in the order of installation
 * @param api the one of them that a drain listener is compiled against
 */
record BundleFiles(Path eventAdmin, Path olderEventAdmin, List<Path> platform, List<Path> rundown, Path api) {

    static BundleFiles fromSystemProperties() {
        Path api = path("rundown.api");
        return new BundleFiles(
                path("eventadmin"),
                path("eventadmin.older"),
                List.of(path("event"), path("function"), path("promise"), path("component"), path("scr")),
                List.of(api, path("rundown.impl"), path("rundown.host")),
                api);
    }

    private static Path path(String name) {
        String value = System.getProperty("demo." + name);
        if (value == null) {
            throw new IllegalStateException("system property demo." + name + " is missing: the path of a bundle");
        }
        Path path = Path.of(value);
        if (!Files.exists(path)) {
            throw new IllegalStateException("demo." + name + " is " + path + ", which does not exist");
        }
        return path;
    }
}
