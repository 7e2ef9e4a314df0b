package io.rundown.proof.subject;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Interrupts actors that wait for longer than anything here takes. One thread for all, so that it costs them little. */
final class Watchdog {

    private static final long LIMIT_NANOS = Duration.ofSeconds(2).toNanos();
    private static final long ROUND_MILLIS = 500;

    private static final Map<Thread, Long> WAITING = new ConcurrentHashMap<>();

    static {
        Thread dog = new Thread(Watchdog::watch, "watchdog");
        dog.setDaemon(true);
        dog.start();
    }

    private Watchdog() {}

    /** The calling thread begins to wait. */
    static void begin() {
        WAITING.put(Thread.currentThread(), System.nanoTime());
    }

    /** The calling thread has waited. */
    static void end() {
        WAITING.remove(Thread.currentThread());
    }

    private static void watch() {
        try {
            while (true) {
                Thread.sleep(ROUND_MILLIS);
                long now = System.nanoTime();
                WAITING.forEach((thread, began) -> {
                    if (now - began > LIMIT_NANOS) {
                        thread.interrupt();
                    }
                });
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts", e);
        }
    }
}
