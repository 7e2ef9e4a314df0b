package io.rundown.proof.run;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Who executes the fence; what {@code -Dio.rundown.barrier} names. */
public enum BarrierMode {
    FENCE,
    MEMBARRIER;

    /** Those that this JDK has. */
    public static List<BarrierMode> available() {
        boolean foreign = Runtime.version().feature() >= 22
                && System.getProperty("os.name", "").equals("Linux");
        return Arrays.stream(values()).filter(mode -> mode == FENCE || foreign).toList();
    }

    /** For a JVM that is to have it. */
    List<String> jvmArguments() {
        String chosen = "-Dio.rundown.barrier=" + this;
        return this == FENCE ? List.of(chosen) : List.of("--enable-native-access=ALL-UNNAMED", chosen);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
