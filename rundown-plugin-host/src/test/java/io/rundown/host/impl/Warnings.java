package io.rundown.host.impl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.Stream;

/** Collects what the host logs as a warning. */
final class Warnings extends Handler implements AutoCloseable {

    private static final Logger LOGGER = Logger.getLogger("io.rundown.host");

    private final List<String> warnings = new CopyOnWriteArrayList<>();

    private Warnings() {
        setFormatter(new SimpleFormatter());
    }

    static Warnings open() {
        Warnings opened = new Warnings();
        LOGGER.addHandler(opened);
        return opened;
    }

    /** Checks that there is one warning, with all these words in it. */
    void assertOne(String... words) {
        assertEquals(1, warnings.size(), warnings::toString);
        assertEquals(
                List.of(words),
                Stream.of(words).filter(warnings.get(0)::contains).toList(),
                warnings::toString);
    }

    /** Checks that there is none. */
    void assertNone() {
        assertEquals(List.of(), warnings);
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
