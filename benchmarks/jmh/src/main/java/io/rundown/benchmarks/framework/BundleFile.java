package io.rundown.benchmarks.framework;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The bundles that are installed from files. The build says where they are, by a system property for
 * each, because bundles of the same build are in no repository yet.
 */
public enum BundleFile {
    RUNDOWN_API,
    RUNDOWN_IMPL,
    RUNDOWN_HOST,
    ASM,
    ASM_TREE,
    ASM_COMMONS,
    ARIES_PROXY,
    BLUEPRINT_API,
    BLUEPRINT_CORE;

    /** What the host needs, in the order in which it is started. */
    public static final List<BundleFile> FOUNDATION = List.of(RUNDOWN_API, RUNDOWN_IMPL);

    /** What Aries Blueprint consists of. */
    public static final List<BundleFile> BLUEPRINT =
            List.of(ASM, ASM_TREE, ASM_COMMONS, ARIES_PROXY, BLUEPRINT_API, BLUEPRINT_CORE);

    private String property() {
        return "bench.bundle." + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Where it is.
     *
     * @throws IllegalStateException if nobody said, or there is nothing
     */
    Path path() {
        String value = System.getProperty(property());
        if (value == null || !Files.exists(Path.of(value))) {
            throw new IllegalStateException(
                    "system property " + property() + " must be the path of a bundle: " + value);
        }
        return Path.of(value);
    }

    /** What tells another JVM where they are. */
    public static List<String> jvmArguments() {
        return Arrays.stream(values())
                .map(file -> "-D" + file.property() + "=" + file.path())
                .toList();
    }
}
