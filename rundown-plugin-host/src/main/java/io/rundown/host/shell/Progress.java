package io.rundown.host.shell;

import io.rundown.host.DrainListener;
import io.rundown.host.DrainReport;
import io.rundown.spi.ThreadView;
import java.io.PrintStream;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongPredicate;

/**
 * A line now and then while plugins drain. A thread of its own prints them, so that a terminal which takes nothing does not hold a drain
 * up; lines that come while one waits to be printed are left out.
 */
final class Progress implements DrainListener, AutoCloseable {

    private static final long PATIENCE_SECONDS = 1;

    private final PrintStream terminal;
    private final LongPredicate plugins;
    private final ThreadPoolExecutor printer = new ThreadPoolExecutor(
            0,
            1,
            PATIENCE_SECONDS,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(1),
            Progress::thread,
            new ThreadPoolExecutor.DiscardPolicy());

    /**
     * Prints nothing yet.
     *
     * @param plugins the bundle ids of those that somebody wants to know of
     */
    Progress(PrintStream terminal, LongPredicate plugins) {
        this.terminal = terminal;
        this.plugins = plugins;
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "rundown progress");
        thread.setDaemon(true);
        thread.setContextClassLoader(null); // not that of a plugin
        return thread;
    }

    @Override
    public void drainProgressed(DrainReport report) {
        if (plugins.test(report.bundleId())) {
            printer.execute(() -> print(report));
        }
    }

    private void print(DrainReport report) {
        terminal.println("draining " + report.plugin() + " [" + report.bundleId() + "] for "
                + report.elapsed().toMillis() + " ms: " + report.inFlight() + " in flight " + report.holders());
        terminal.flush();
    }

    /** Prints no further lines, and waits a moment for what is being printed. */
    @Override
    public void close() {
        printer.shutdown();
        try {
            if (!printer.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                printer.shutdownNow(); // the terminal takes nothing
            }
        } catch (InterruptedException e) {
            ThreadView.interruptCurrent();
        }
    }
}
