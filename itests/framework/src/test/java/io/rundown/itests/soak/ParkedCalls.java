package io.rundown.itests.soak;

import io.rundown.host.PluginUnavailableException;
import io.rundown.itests.sample.api.Echo;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Stays inside a plugin for some time, and there waits again and again for another thread that calls the same plugin. If the plugin is
 * drained meanwhile, that call is parked until the next revision, which comes only after the first call has ended. The host must notice and
 * release the parked call long before its time is over.
 */
final class ParkedCalls implements AutoCloseable {

    /** Less than a call is held, and more than the host takes to notice. */
    private static final long LONGEST_MILLIS = 4_000;

    private static final long STAY_MILLIS = 100;

    private final Providers providers;
    private final Inside inside;
    private final Violations violations;
    private final ExecutorService helper = Executors.newSingleThreadExecutor(body -> {
        Thread thread = new Thread(body, "calls for one who is inside");
        thread.setDaemon(true);
        return thread;
    });

    ParkedCalls(Providers providers, Inside inside, Violations violations) {
        this.providers = providers;
        this.inside = inside;
        this.violations = violations;
    }

    /** One such stay. */
    void stay(Random random) {
        providers.any(random).ifPresent(echo -> {
            try {
                inside.call(echo, () -> waitForOthers(echo));
            } catch (PluginUnavailableException e) {
                // it came too late
            } catch (RuntimeException | LinkageError e) {
                violations.add("a call that waits for another one broke", e);
            }
        });
    }

    private void waitForOthers(Echo echo) throws InterruptedException {
        long end = System.nanoTime() + STAY_MILLIS * 1_000_000;
        while (System.nanoTime() - end < 0) {
            long began = System.nanoTime();
            String answer = callOnOtherThread(echo);
            long millis = (System.nanoTime() - began) / 1_000_000;
            if (millis > LONGEST_MILLIS) {
                violations.add("a call waited " + millis + " ms inside for a call that was parked: " + answer);
            }
            if (!answer.isEmpty()) {
                return;
            }
            Thread.sleep(1);
        }
    }

    /** Why there is no answer; empty if there is one. */
    private String callOnOtherThread(Echo echo) throws InterruptedException {
        try {
            helper.submit(() -> echo.add(1, 1)).get(60, TimeUnit.SECONDS);
            return "";
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof PluginUnavailableException)) {
                violations.add("a call for one who is inside broke", e.getCause());
            }
            return String.valueOf(e.getCause().getMessage());
        } catch (TimeoutException e) {
            return "no answer";
        }
    }

    @Override
    public void close() {
        helper.shutdownNow();
    }
}
