package io.rundown.itests.harness;

import java.nio.file.Path;
import java.util.Objects;

/** Where the files are. Framework and test runner share a JVM, so system properties tell both. */
final class Locations {

    private Locations() {}

    static Path target() {
        return Path.of(required("rundown.itests.target"));
    }

    static Path samples() {
        return target().resolve("samples");
    }

    static Path jar(Sample sample) {
        return samples().resolve(sample.symbolicName() + ".jar");
    }

    /** The jar of a Maven dependency; the names are in the pom. */
    static Path dependency(String name) {
        return Path.of(required("bundle." + name));
    }

    private static String required(String property) {
        return Objects.requireNonNull(System.getProperty(property), () -> "run by Maven: no " + property);
    }
}
