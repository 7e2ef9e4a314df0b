package io.rundown.host.launcher;

import java.util.logging.LogManager;

/**
 * Keeps the log open until the framework has stopped. That of the JDK closes all handlers as soon as the process is told to end:
 * nobody would see how the last drains went.
 */
public final class HostLogManager extends LogManager {

    /** Made by the JDK. */
    public HostLogManager() {}

    @Override
    public void reset() {
        if (!isShutdownHook(Thread.currentThread())) {
            super.reset();
        }
    }

    /** That of the JDK, which is a class inside the log manager. */
    private static boolean isShutdownHook(Thread thread) {
        return LogManager.class.equals(thread.getClass().getEnclosingClass());
    }

    /** Closes the handlers: what is logged afterwards is lost. */
    static void close() {
        LogManager.getLogManager().reset();
    }
}
