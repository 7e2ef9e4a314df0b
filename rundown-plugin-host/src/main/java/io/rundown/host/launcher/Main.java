package io.rundown.host.launcher;

import io.rundown.host.launcher.Arguments.Unusable;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.logging.Logger;
import org.osgi.framework.BundleException;

/** What {@code java -jar rundown-host.jar} runs. */
public final class Main {

    /** Exit code; {@code --help} tells of each. */
    static final int STOPPED = 0;

    private static final int DID_NOT_START = 1;
    private static final int UNUSABLE = 2;
    private static final int STORAGE_IN_USE = 3;

    /** Exit code: a plugin hangs. */
    static final int STUCK = 4;

    private static final String LOG_MANAGER = "java.util.logging.manager";

    private Main() {}

    /**
     * Runs a host until it is stopped: by the shell, by Ctrl-C or by SIGTERM.
     *
     * @param arguments see {@code --help}
     * @throws InterruptedException if somebody interrupts the main thread
     */
    @SuppressWarnings("SystemOut") // it is a program
    public static void main(String... arguments) throws InterruptedException {
        keepLog();
        System.exit(run(System.out, System.err, arguments));
    }

    /** Before any class of the log is initialized, as that looks which log manager to use. */
    private static void keepLog() {
        if (System.getProperty(LOG_MANAGER) == null) {
            System.setProperty(LOG_MANAGER, HostLogManager.class.getName());
        }
        Logger.getLogger("").getHandlers(); // they are made when they are asked for first, which is too late at the end
    }

    private static int run(PrintStream out, PrintStream err, String... arguments) throws InterruptedException {
        try {
            Arguments parsed = Arguments.parse(arguments);
            switch (parsed.task()) {
                case HELP -> out.print(Arguments.HELP);
                case VERSION -> out.println("rundown host " + version());
                case RUN -> {
                    if (!takeStorage(parsed.storage())) {
                        err.println("another host runs on the storage folder " + parsed.storage()
                                + "; stop it, or name another one with --storage");
                        return STORAGE_IN_USE;
                    }
                    HostFramework.start(parsed, System.console() != null).waitForEnd();
                }
            }
            return STOPPED;
        } catch (Unusable e) {
            err.println(e.getMessage());
            return UNUSABLE;
        } catch (IOException | BundleException e) {
            err.println("the host did not start: " + e + (e.getCause() == null ? "" : ", caused by " + e.getCause()));
            return DID_NOT_START;
        }
    }

    private static boolean takeStorage(Path storage) throws Unusable {
        try {
            return StorageLock.take(storage);
        } catch (IOException e) {
            throw new Unusable("the storage folder " + storage + " cannot be made or written to: " + e
                    + "; change that, or name another one with --storage");
        }
    }

    private static String version() {
        String version = Main.class.getPackage().getImplementationVersion();
        return version == null ? "of no jar" : version;
    }
}
