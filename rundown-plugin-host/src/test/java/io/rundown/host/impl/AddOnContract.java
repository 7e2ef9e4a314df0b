package io.rundown.host.impl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of an add-on that cannot be started, on a real framework; a subclass says on which. */
@Timeout(60)
abstract class AddOnContract extends HostOnFramework {

    private static final String SHELL = "org.apache.felix.service.command";

    private final Logger log = Logger.getLogger("io.rundown.host");
    private final BlockingQueue<LogRecord> warnings = new LinkedBlockingQueue<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord message) {
            if (String.valueOf(message.getMessage()).contains("io.rundown.shell")) {
                warnings.add(message);
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void readLog() {
        log.addHandler(handler);
    }

    @AfterEach
    void leaveLog() {
        log.removeHandler(handler);
    }

    @Test
    void shellThatTheCommandsCannotUseIsToldOf() throws Exception {
        install(
                        framework.getBundleContext(),
                        BundleFiles.plugin(NoActivator.class, "half.a.shell", Map.of("Export-Package", SHELL), folder))
                .start();
        LogRecord warning = warnings.poll(10, TimeUnit.SECONDS);
        assertTrue(warning != null, "nothing is logged");
        assertEquals(Level.WARNING, warning.getLevel());
        assertTrue(warning.getMessage().contains("restart the bundle that exports " + SHELL), warning::getMessage);
    }
}
