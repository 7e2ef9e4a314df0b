package io.rundown.host.impl.plugin;

import io.rundown.CallGate;
import io.rundown.RundownState;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What the host releases when the last call on it has returned, however the drain ended before. Releasing a service object earlier
 * would deactivate a component under its callers. When the bundle has stopped the framework has released everything itself, and
 * nothing is kept any longer, so that a call which never returns does not keep the class loader.
 */
final class LastCalls {

    private final Set<Release> waiting = ConcurrentHashMap.newKeySet();

    /** Releases something once. */
    private static final class Release {

        private final Runnable work;
        private final AtomicBoolean done = new AtomicBoolean();

        Release(Runnable work) {
            this.work = work;
        }

        void run() {
            if (done.compareAndSet(false, true)) {
                work.run();
            }
        }
    }

    /**
     * Releases something when nobody is inside a gate any more, which has been closed for good: now, or later on the thread that leaves
     * last.
     */
    void of(CallGate gate, Runnable release) {
        if (gate.state() == RundownState.RUN_DOWN) {
            release.run();
            return;
        }
        Release once = new Release(release);
        waiting.add(once);
        gate.whenRundown().whenComplete((done, cancelled) -> {
            waiting.remove(once);
            once.run();
        });
    }

    /** The bundle has stopped. */
    void bundleStopped() {
        for (Release release : waiting) {
            waiting.remove(release);
            release.run();
        }
    }
}
