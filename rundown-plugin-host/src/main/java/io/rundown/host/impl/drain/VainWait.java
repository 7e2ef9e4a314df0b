package io.rundown.host.impl.drain;

import io.rundown.host.impl.bound.Deadline;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Looks whether a drain waits in vain, because everybody inside waits for the draining thread. Whatever goes wrong with a look, the
 * drain goes on.
 */
final class VainWait {

    private static final System.Logger LOG = System.getLogger("io.rundown.host");

    private final Drain drain;
    private final Deadlocks deadlocks;
    private Map<Thread, String> stuckBefore = Map.of();
    private @Nullable String deadlock;

    VainWait(Drain drain, Deadlocks deadlocks) {
        this.drain = drain;
        this.deadlocks = deadlocks;
    }

    /** Returns who waits for what, if the last look found a deadlock. */
    @Nullable
    String deadlock() {
        return deadlock;
    }

    /**
     * Returns whether all who are still inside wait for this thread, and did so when it looked before: a lock that was being
     * taken or released at that moment does not count.
     */
    boolean look(Deadline deadline) {
        try {
            List<Thread> inside = drain.threadsInside(Thread.currentThread());
            Map<Thread, String> stuck = inside.isEmpty() ? Map.of() : deadlocks.find(inside);
            boolean deadlocked = !inside.isEmpty() && stuck.keySet().containsAll(inside) && stuckBefore.equals(stuck);
            deadlock = deadlocked ? Deadlocks.describe(stuck) : null;
            stuckBefore = stuck;
            return deadlocked;
        } catch (RuntimeException | Error e) {
            LOG.log(Level.DEBUG, "a look for deadlocks failed", e);
            return false;
        }
    }

    /** Interrupts threads; returns how many. */
    int interrupt(List<Thread> threads) {
        threads.forEach(Thread::interrupt);
        return threads.size();
    }
}
