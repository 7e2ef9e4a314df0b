package io.rundown.benchmarks.harness;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs a class in a JVM of its own, which has a certain barrier, and takes figures from what it prints. */
public final class ChildJvm {

    private ChildJvm() {}

    /**
     * Runs a class whose first argument is the barrier and whose second says whether to be quick.
     *
     * @param extra further JVM arguments
     * @return the figures by name, in the order in which they were printed
     * @throws IOException if it cannot be run or ends with another code than 0
     */
    public static Map<String, Double> run(Class<?> main, Barrier barrier, boolean quick, List<String> extra)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(barrier.jvmArguments());
        command.addAll(extra);
        command.addAll(List.of("-classpath", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(barrier.value(), Boolean.toString(quick)));
        return FigureProcess.run(command);
    }
}
