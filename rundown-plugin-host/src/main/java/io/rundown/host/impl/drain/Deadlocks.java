package io.rundown.host.impl.drain;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds the calls that cannot end before the drain does which waits for them: their threads wait, in one step or
 * several, for a lock that the draining thread has, or drain a plugin that it is inside of.
 */
final class Deadlocks {

    private final ConcurrentMap<Long, Drain> drains = new ConcurrentHashMap<>();

    /** A drain begins on the calling thread; one inside another of the same thread is the one that waits. */
    @Nullable
    Drain enter(Drain drain) {
        return drains.put(Thread.currentThread().getId(), drain);
    }

    /** The drain of the calling thread has ended. */
    void leave(@Nullable Drain before) {
        if (before == null) {
            drains.remove(Thread.currentThread().getId());
        } else {
            drains.put(Thread.currentThread().getId(), before);
        }
    }

    /**
     * The threads among those inside that cannot leave before the calling thread goes on, each with the reason. Threads
     * that it does not know of, such as virtual ones, are taken to leave.
     */
    Map<Thread, String> find(List<Thread> inside) {
        Search search = new Search(Thread.currentThread());
        Map<Thread, String> stuck = new HashMap<>();
        for (Thread thread : inside) {
            String why = search.whyStuck(thread);
            if (why != null) {
                stuck.put(thread, why);
            }
        }
        return stuck;
    }

    /** Looks from one thread after the other for a way to the draining thread. */
    private final class Search {

        private final Thread drainer;
        private final Map<Long, Thread> known = new HashMap<>();
        private Set<Long> seen = new HashSet<>();

        Search(Thread drainer) {
            this.drainer = drainer;
        }

        @Nullable
        String whyStuck(Thread thread) {
            seen = new HashSet<>();
            return way(thread);
        }

        private @Nullable String way(Thread thread) {
            if (!seen.add(thread.getId())) {
                return null;
            }
            LockOwners.Owned awaited = LockOwners.awaitedBy(thread.getId());
            if (awaited != null) {
                String step = name(thread) + " waits for " + awaited.lock();
                if (awaited.owner() == drainer.getId()) {
                    return step + ", which " + name(drainer) + " has, the draining thread";
                }
                Thread owner = byId(awaited.owner());
                String rest = owner == null ? null : way(owner);
                return owner == null || rest == null ? null : step + ", which " + name(owner) + " has; " + rest;
            }
            if (LockOwners.awaitsFelixGlobalLock(thread) && LockOwners.hasFelixGlobalLock(drainer)) {
                return name(thread) + " waits for Felix's global lock, which " + name(drainer)
                        + " has, the draining thread, during a refresh";
            }
            Drain drain = drains.get(thread.getId());
            return drain == null ? null : wayThrough(thread, drain);
        }

        private @Nullable String wayThrough(Thread thread, Drain drain) {
            String step = name(thread) + " drains " + drain.pluginName();
            for (Thread inside : drain.threadsInside(thread)) {
                if (inside == drainer) {
                    return step + ", which " + name(drainer) + " is inside of, the draining thread";
                }
                String rest = way(inside);
                if (rest != null) {
                    return step + ", which " + name(inside) + " is inside of; " + rest;
                }
            }
            return null;
        }

        private @Nullable Thread byId(long id) {
            if (known.isEmpty()) {
                Thread.getAllStackTraces().keySet().forEach(thread -> known.put(thread.getId(), thread));
            }
            return known.get(id);
        }

        private String name(Thread thread) {
            return "thread '" + thread.getName() + "'";
        }
    }

    /** Reasons as one text. */
    static String describe(Map<Thread, String> stuck) {
        return String.join("; ", stuck.values());
    }
}
