package io.rundown.itests.runnable;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One run of the runnable host. Closing kills it. */
final class HostProcess implements AutoCloseable {

    /** A terminal has none if it is not made from another one, and gets no prompt then. */
    private static final String SIZE = "stty cols 120 rows 40; ";

    /** A build in the background of a script has its processes ignore Ctrl-C, and theirs, and no shell can undo that. */
    private static final String HEEDING_CTRL_C = "exec env --default-signal=INT ";

    private final Path output;
    private final Process process;

    private HostProcess(Path output, Process process) {
        this.output = output;
        this.process = process;
    }

    /** Starts it in a folder, with options for the JVM before the jar and those of the host after it. */
    static HostProcess start(Path folder, List<String> jvm, String... arguments) throws IOException {
        return start(folder, command(folder, jvm, arguments), Redirect.from(new File("/dev/null")));
    }

    /** Starts it on a terminal of its own, which {@link #type} types on. */
    static HostProcess startOnTerminal(Path folder) throws IOException {
        return start(
                folder,
                List.of(
                        "script",
                        "-qefc",
                        SIZE + HEEDING_CTRL_C + String.join(" ", command(folder, List.of())),
                        "/dev/null"),
                Redirect.PIPE);
    }

    /** Whether there is what makes a terminal. */
    static boolean hasTerminals() {
        return Files.isExecutable(Path.of("/usr/bin/script")) && File.separatorChar == '/';
    }

    private static List<String> command(Path folder, List<String> jvm, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Dfelix.fileinstall.poll=200");
        command.add("-Dclient.folder=" + folder);
        command.addAll(jvm);
        command.add("-jar");
        command.add(System.getProperty("rundown.host.jar"));
        command.addAll(List.of(arguments));
        return command;
    }

    private static HostProcess start(Path folder, List<String> command, Redirect input) throws IOException {
        Path output = Files.createTempFile(folder, "output", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .redirectInput(input);
        builder.environment().put("TERM", "xterm");
        return new HostProcess(output, builder.start());
    }

    /** On its terminal. */
    void type(String keys) throws IOException {
        process.getOutputStream().write(keys.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
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
