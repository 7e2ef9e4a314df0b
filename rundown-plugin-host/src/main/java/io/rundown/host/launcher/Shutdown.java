package io.rundown.host.launcher;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.launch.Framework;

/**
 * When the process is told to end, by Ctrl-C or SIGTERM, the framework is stopped first, which drains all plugins within {@code
 * rundown.shutdown.budget}, and the process ends with exit code 0. A plugin whose {@code stop} hangs is waited for a little longer than
 * that, and no more.
 */
final class Shutdown implements Runnable {

    /** For the activators of all plugins together, after their drains. */
    static final Duration GRACE = Duration.ofSeconds(10);

    private static final String BUDGET = "rundown.shutdown.budget";
    private static final Duration DEFAULT_BUDGET = Duration.ofSeconds(60);
    private static final long LOOK_MILLIS = 500;

    /** For the last lines of the log, if whoever reads them does not. */
    private static final long PATIENCE_MILLIS = 2000;

    private final Framework framework;
    private volatile boolean started;

    Shutdown(Framework framework) {
        this.framework = framework;
    }

    /** From now on ending is what is expected. */
    void started() {
        started = true;
    }

    @Override
    public void run() {
        Integer code = started ? Main.STOPPED : null; // else that which tells of the signal
        try {
            if (!stop()) {
                code = Main.STUCK;
            }
        } catch (BundleException e) {
            forAMoment(() -> log().log(Level.ERROR, "the framework was not stopped", e));
            code = null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            forAMoment(HostLogManager::close);
            if (code != null) {
                Runtime.getRuntime().halt(code);
            }
        }
    }

    /** Whether it has stopped in time. */
    private boolean stop() throws BundleException, InterruptedException {
        BundleContext context = framework.getBundleContext();
        int state = framework.getState();
        if (state == Bundle.ACTIVE || state == Bundle.STARTING) {
            framework.stop();
        } else if (state != Bundle.STOPPING) {
            return true; // by the shell, which then ended the process
        }
        long end = System.nanoTime() + budget(context).plus(GRACE).toNanos();
        while (framework.waitForStop(LOOK_MILLIS).getType() == FrameworkEvent.WAIT_TIMEDOUT) {
            if (System.nanoTime() - end > 0) {
                forAMoment(() -> log().log(
                                Level.ERROR,
                                "the framework has not stopped, and the process ends without it; these hang in their stop() or start(): {0}",
                                hanging(context)));
                return false;
            }
        }
        return true;
    }

    /** What may block where the output of the process goes. */
    private static void forAMoment(Runnable work) {
        Thread thread = new Thread(work, "rundown host last words");
        thread.setDaemon(true);
        thread.start();
        try {
            thread.join(PATIENCE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String hanging(@Nullable BundleContext context) {
        if (context == null) {
            return "unknown";
        }
        try {
            return Arrays.stream(context.getBundles())
                    .filter(bundle ->
                            bundle.getBundleId() != 0 && (bundle.getState() & (Bundle.STOPPING | Bundle.STARTING)) != 0)
                    .map(bundle -> bundle.getSymbolicName() + " [" + bundle.getBundleId() + "]")
                    .collect(Collectors.joining(", "));
        } catch (IllegalStateException e) {
            return "unknown";
        }
    }

    /** As the host reads it, which reports what cannot be read. */
    private static Duration budget(@Nullable BundleContext context) {
        String value = context == null ? null : context.getProperty(BUDGET);
        if (value == null) {
            return DEFAULT_BUDGET;
        }
        try {
            String text = value.strip();
            Duration budget = text.chars().allMatch(c -> c >= '0' && c <= '9')
                    ? Duration.ofMillis(Long.parseLong(text))
                    : Duration.parse(text);
            long nanos = Math.min(budget.toNanos(), TimeUnit.DAYS.toNanos(365));
            return nanos < 0 ? DEFAULT_BUDGET : Duration.ofNanos(nanos);
        } catch (DateTimeParseException | NumberFormatException | ArithmeticException e) {
            return DEFAULT_BUDGET;
        }
    }

    private static System.Logger log() {
        return System.getLogger("io.rundown.host");
    }
}
