package io.rundown.host.impl.plugin;

import io.rundown.spi.ThreadKey;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/**
 * The threads that withdraw services of one plugin at the moment, and so run listeners of consumers. A listener calls the service that
 * goes for the last time, as in plain OSGi: to remove itself from it, for example. So a closed gate admits these threads. The drain
 * runs on such a thread, or waits for it, and cannot end meanwhile.
 */
final class WithdrawingThreads {

    private final Map<ThreadKey, Integer> threads = new ConcurrentHashMap<>();

    /** Withdraws something on the calling thread. */
    boolean run(BooleanSupplier withdrawal) {
        ThreadKey self = ThreadKey.ofCurrent();
        threads.merge(self, 1, Integer::sum);
        try {
            return withdrawal.getAsBoolean();
        } finally {
            threads.computeIfPresent(self, (thread, depth) -> depth == 1 ? null : depth - 1);
        }
    }

    /** Returns whether the calling thread is one of them. */
    boolean includeCurrent() {
        return !threads.isEmpty() && threads.containsKey(ThreadKey.ofCurrent());
    }
}
