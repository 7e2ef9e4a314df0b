package io.rundown.host.impl.log;

import io.rundown.host.impl.thread.HostThreads;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/**
 * The logger of the host, whose methods do not throw. The host logs on threads of others, in the middle of a stop. {@code java.util.logging} asks
 * the calling thread for its id, by a method that the thread's class can override, and a log handler can throw anything. A record that cannot
 * be logged on the calling thread is logged on another one.
 */
public final class HostLog implements System.Logger {

    private static final System.Logger LOG = new HostLog(System.getLogger("io.rundown.host"));

    private final System.Logger target;

    HostLog(System.Logger target) {
        this.target = target;
    }

    /** The logger. */
    public static System.Logger get() {
        return LOG;
    }

    @Override
    public String getName() {
        return target.getName();
    }

    @Override
    public boolean isLoggable(Level level) {
        try {
            return target.isLoggable(level);
        } catch (Throwable e) {
            return false;
        }
    }

    @Override
    public void log(
            Level level, @Nullable ResourceBundle bundle, @Nullable String message, @Nullable Throwable thrown) {
        guarded(() -> target.log(level, bundle, message, thrown));
    }

    @Override
    public void log(
            Level level,
            @Nullable ResourceBundle bundle,
            @Nullable String format,
            @Nullable Object @Nullable ... parameters) {
        guarded(() -> target.log(level, bundle, format, parameters));
    }

    private static void guarded(Runnable record) {
        try {
            record.run();
        } catch (Throwable e) {
            elsewhere(record);
        }
    }

    private static void elsewhere(Runnable record) {
        try {
            HostThreads.elsewhere(() -> {
                try {
                    record.run();
                } catch (Throwable e) {
                    return; // it cannot be logged, nor can this
                }
            });
        } catch (Throwable e) {
            return;
        }
    }
}
