package io.rundown.itests.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The one line that tells of a soak that failed: with which seed, and why. */
final class Verdict {

    private static final int LONGEST = 1500;

    private Verdict() {}

    static String red(long seed, String framework, String reason) {
        String line = reason.replaceAll("\\s+", " ").strip();
        return "SOAK RED seed=" + seed + " framework=" + framework + " reason="
                + (line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…");
    }

    /**
     * Prints it now, and once more as the last line of the process, whatever the test runner prints in between. Appends it to {@code soak-red.txt} in the
     * folder for results.
     */
    static void announce(String line) {
        System.out.println(line);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println(line), "verdict of the soak"));
        String target = System.getProperty("rundown.itests.target");
        if (target != null) {
            try {
                Files.writeString(
                        Path.of(target, "soak-red.txt"),
                        line + System.lineSeparator(),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
            } catch (IOException e) {
                System.out.println("the verdict cannot be written to a file: " + e);
            }
        }
    }
}
