package io.rundown.itests.runnable;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One run of the runnable host. Closing kills it. */
final class HostProcess implements AutoCloseable {

    private final Path output;
    private final Process process;

    private HostProcess(Path output, Process process) {
        this.output = output;
        this.process = process;
    }

    /** Starts it in a folder, with options for the JVM before the jar and those of the host after it. */
    static HostProcess start(Path folder, List<String> jvm, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Dfelix.fileinstall.poll=200");
        command.add("-Dclient.folder=" + folder);
        command.addAll(jvm);
        command.add("-jar");
        command.add(System.getProperty("rundown.host.jar"));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile(folder, "output", ".txt");
        return new HostProcess(
                output,
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .redirectInput(new File("/dev/null"))
                        .start());
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** SIGTERM. */
    void terminate() {
        process.destroy();
    }

    /** SIGINT. */
    void interrupt() throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
    }

    /** SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** The exit code. */
    int end(long withinSeconds) throws InterruptedException, IOException {
        if (!process.waitFor(withinSeconds, TimeUnit.SECONDS)) {
            throw new AssertionError("the host did not end within " + withinSeconds + " s: " + output());
        }
        return process.exitValue();
    }

    String output() throws IOException {
        return Files.readString(output);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
