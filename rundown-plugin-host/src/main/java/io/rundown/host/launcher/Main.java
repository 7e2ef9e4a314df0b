package io.rundown.host.launcher;

import io.rundown.host.launcher.Arguments.Unusable;
import java.io.IOException;
import java.io.PrintStream;
import org.osgi.framework.BundleException;

/** What {@code java -jar rundown-host.jar} runs. */
public final class Main {

    private static final int DID_NOT_START = 1;
    private static final int UNUSABLE = 2;
    private static final int STORAGE_IN_USE = 3;

    private Main() {}

    /**
     * Runs a host until it is stopped: by the shell, by Ctrl-C or by SIGTERM.
     *
     * @param arguments see {@code --help}
     * @throws InterruptedException if somebody interrupts the main thread
     */
    @SuppressWarnings("SystemOut") // it is a program
    public static void main(String... arguments) throws InterruptedException {
        System.exit(run(System.out, System.err, arguments));
    }

    private static int run(PrintStream out, PrintStream err, String... arguments) throws InterruptedException {
        try {
            Arguments parsed = Arguments.parse(arguments);
            switch (parsed.task()) {
                case HELP -> out.print(Arguments.HELP);
                case VERSION -> out.println("rundown host " + version());
                case RUN -> {
                    if (!StorageLock.take(parsed.storage())) {
                        err.println("another host runs on the storage folder "
                                + parsed.storage().toAbsolutePath() + "; stop it, or name another one with --storage");
                        return STORAGE_IN_USE;
                    }
                    HostFramework.start(parsed, System.console() != null).waitForEnd();
                }
            }
            return 0;
        } catch (Unusable e) {
            err.println(e.getMessage());
            return UNUSABLE;
        } catch (IOException | BundleException e) {
            err.println("the host did not start: " + e + (e.getCause() == null ? "" : ", caused by " + e.getCause()));
            return DID_NOT_START;
        }
    }

    private static String version() {
        String version = Main.class.getPackage().getImplementationVersion();
        return version == null ? "of no jar" : version;
    }
}
