package io.rundown.itests.soak;

import io.rundown.host.PluginUnavailableException;
import io.rundown.itests.harness.Call;
import io.rundown.itests.harness.Callers;
import java.util.Random;

/** Calls on a thread of an odd class. One call after the other lasts, since only then drains look at its thread. */
final class OddCaller {

    private static final long BETWEEN_NANOS = 300_000_000;
    private static final int SHORTEST_MILLIS = 500;
    private static final int MORE_MILLIS = 400;

    private final RandomCalls calls;
    private final Providers providers;
    private final Inside inside;
    private final Violations violations;

    OddCaller(RandomCalls calls, Providers providers, Inside inside, Violations violations) {
        this.calls = calls;
        this.providers = providers;
        this.inside = inside;
        this.violations = violations;
    }

    /** Calls until that time. */
    Call<Void> start(Callers threads, OddThread.Oddity oddity, Random random, long end) {
        return threads.run(
                () -> {
                    while (System.nanoTime() - end < 0) {
                        long pause = System.nanoTime() + BETWEEN_NANOS;
                        while (System.nanoTime() - pause < 0) {
                            calls.callSome();
                        }
                        stayInside(random);
                    }
                },
                body -> new OddThread(body, "odd caller, its methods " + oddity, oddity));
    }

    private void stayInside(Random random) {
        int millis = SHORTEST_MILLIS + random.nextInt(MORE_MILLIS);
        try {
            providers.any(random).ifPresent(echo -> inside.call(echo, () -> Thread.sleep(millis)));
        } catch (PluginUnavailableException e) {
            // it came too late
        } catch (RuntimeException | LinkageError e) {
            violations.add("a call that lasts broke", e);
        }
    }
}
