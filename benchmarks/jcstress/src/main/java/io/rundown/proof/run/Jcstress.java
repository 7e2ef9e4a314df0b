package io.rundown.proof.run;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One run of jcstress in a process of its own, whose JVMs have one barrier.
 *
 * @param barrier theirs
 * @param mode jcstress's name for how thoroughly
 * @param directory where it leaves its report
 */
public record Jcstress(BarrierMode barrier, String mode, Path directory) {

    /**
     * Runs the tests whose names match.
     *
     * @param first a folder of classes that go before all others; {@code null} for none
     * @throws IOException if it cannot be started
     * @throws InterruptedException if the thread is interrupted; the process is ended
     */
    public Findings run(String tests, @Nullable Path first, List<String> further)
            throws IOException, InterruptedException {
        return Findings.in(lines(tests, first, further, false));
    }

    /**
     * Runs the tests whose names match over a broken implementation, until something forbidden is seen.
     *
     * @param broken a folder of classes that go before all others
     * @throws IOException if it cannot be started
     * @throws InterruptedException if the thread is interrupted; the process is ended
     */
    public Findings runUntilForbidden(String tests, Path broken, List<String> further)
            throws IOException, InterruptedException {
        return Findings.soFar(lines(tests, broken, further, true));
    }

    private List<String> lines(String tests, @Nullable Path first, List<String> further, boolean untilForbidden)
            throws IOException, InterruptedException {
        Files.createDirectories(directory);
        String classPath = System.getProperty("java.class.path");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-classpath");
        command.add(first == null ? classPath : first + File.pathSeparator + classPath);
        command.add("org.openjdk.jcstress.Main");
        command.addAll(List.of("-v", "-t", tests, "-m", mode, "-r", directory.toString()));
        command.addAll(List.of("-jvmArgsPrepend", String.join(" ", barrier.jvmArguments())));
        command.addAll(further);
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        List<String> lines = new ArrayList<>();
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            String line;
            boolean enough = false;
            while (!enough && (line = reader.readLine()) != null) {
                lines.add(line);
                enough = untilForbidden && Findings.tellsOfForbidden(line);
            }
            if (!enough) {
                process.waitFor();
            }
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroy();
        }
        Files.write(directory.resolve("jcstress.log"), lines);
        return lines;
    }
}
