package io.rundown.itests.harness;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Collects what the host logs as a warning. */
public final class HostLog extends Handler implements AutoCloseable {

    private static final Logger LOGGER = Logger.getLogger("io.rundown.host");

    private final List<String> warnings = new CopyOnWriteArrayList<>();

    private HostLog() {
        setFormatter(new SimpleFormatter());
    }

    /** Starts to collect. */
    public static HostLog open() {
        HostLog log = new HostLog();
        LOGGER.addHandler(log);
        return log;
    }

    /** The warnings so far. */
    public List<String> warnings() {
        return List.copyOf(warnings);
    }

    /** Checks that there is one warning with all these words in it. */
    public void assertWarned(String... words) {
        long found = warnings.stream()
                .filter(warning -> List.of(words).stream().allMatch(warning::contains))
                .count();
        if (found != 1) {
            throw new AssertionError(
                    "expected one warning with " + List.of(words) + ", found " + found + " in " + warnings);
        }
    }

    @Override
    public void publish(LogRecord entry) {
        if (entry.getLevel().intValue() >= Level.WARNING.intValue()) {
            warnings.add(getFormatter().formatMessage(entry));
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        LOGGER.removeHandler(this);
    }
}
