package io.rundown.benchmarks.harness;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How acquirers and the drainer are kept in order: by a fence in each acquisition, or by a process-wide
 * barrier of the drainer's. A JVM has one of the two for its whole life, so each is measured in JVMs of
 * its own.
 */
public enum Barrier {
    /** Atomic additions; on every JVM. */
    FENCE,
    /** {@code membarrier(2)}. */
    MEMBARRIER;

    private static final int FIRST_RELEASE_WITH_FOREIGN_MEMORY = 22;

    /** What the system property and JMH's parameter call it. */
    public String value() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Those that this JVM can have. */
    public static List<Barrier> available() {
        return Arrays.stream(values()).filter(Barrier::isAvailable).toList();
    }

    private boolean isAvailable() {
        return this == FENCE
                || (hasForeignMemory()
                        && System.getProperty("os.name", "")
                                .toLowerCase(Locale.ROOT)
                                .contains("linux"));
    }

    private static boolean hasForeignMemory() {
        return Runtime.version().feature() >= FIRST_RELEASE_WITH_FOREIGN_MEMORY;
    }

    /** What to start a JVM with so that it has this barrier. */
    public List<String> jvmArguments() {
        List<String> arguments = new ArrayList<>();
        arguments.add("-Dio.rundown.barrier=" + value());
        if (hasForeignMemory()) {
            arguments.add("--enable-native-access=ALL-UNNAMED");
        }
        return arguments;
    }

    /**
     * Makes sure that this JVM really has a barrier, since it falls back silently.
     *
     * @param factory a factory of refs; that of a bundle in a framework has another type than ours
     * @throws IllegalStateException if it has another
     */
    public static void require(String value, Object factory) {
        String said = factory.toString();
        if (!said.matches("(?s).*\\bbarrier=" + value + "\\b.*")) {
            throw new IllegalStateException(
                    "the JVM was to run with barrier=" + value + ", but the factory says: " + said);
        }
    }
}
