package io.rundown.host.impl.drain;

import io.rundown.RundownHolder;
import io.rundown.host.impl.deadlock.Findings;
import io.rundown.host.impl.deadlock.Wait;
import io.rundown.host.impl.deadlock.Waits;
import io.rundown.spi.ThreadKey;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** Finds the calls that cannot end before the drain does which waits for them, and knows which threads drain. */
final class Deadlocks {

    private final ConcurrentMap<ThreadKey, Drain> drains = new ConcurrentHashMap<>();

    /**
     * Notes that a drain of the calling thread begins to wait. If the thread is in another drain already, the new one is the one that waits.
     *
     * @return the other drain, for {@link #leave}
     */
    @Nullable
    Drain enter(Drain drain) {
        return drains.put(ThreadKey.ofCurrent(), drain);
    }

    /** Notes that the drain of the calling thread has ended. */
    void leave(@Nullable Drain before) {
        if (before == null) {
            drains.remove(ThreadKey.ofCurrent());
        } else {
            drains.put(ThreadKey.ofCurrent(), before);
        }
    }

    /** Looks which of those inside cannot leave before the calling thread goes on. */
    Findings find(List<RundownHolder> inside) {
        return Waits.ofDrain(inside, Thread.currentThread(), this::waitOfDrainer);
    }

    private @Nullable Wait waitOfDrainer(Thread thread) {
        Drain drain = drains.get(ThreadKey.of(thread));
        return drain == null ? null : Wait.forThreadsInside(drain.pluginName(), drain.threadsInside(thread));
    }
}
