package io.rundown.benchmarks.report;

/** What stands above the tables of a suite: where the figures come from, and what they are. */
public final class Heading {

    private Heading() {}

    /**
     * The lines, each with its end.
     *
     * @param what what the figures are
     * @param membarrier whether there are any for that barrier; they are missed where there are none
     * @param quick whether the figures mean nothing
     */
    public static String of(String what, boolean membarrier, boolean quick) {
        String heading = "%s %s, %d processors; %s%n"
                .formatted(
                        System.getProperty("java.vm.name"),
                        System.getProperty("java.vm.version"),
                        Runtime.getRuntime().availableProcessors(),
                        what);
        if (!membarrier) {
            heading += "without membarrier, which needs JDK 22 or later on Linux%n".formatted();
        }
        return quick ? heading + "QUICK RUN: the figures mean nothing%n".formatted() : heading;
    }
}
