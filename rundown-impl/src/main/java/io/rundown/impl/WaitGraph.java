package io.rundown.impl;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which thread waits for the run-down of which ref, to find threads that wait for each other.
 *
 * <p>A ref waits for the threads that hold it, a waiting thread for one ref. Whoever begins to wait
 * enters itself first and looks for a way back to itself then; of the threads that close a circle the
 * last one to enter sees all of it. Threads are kept only while they wait.
 */
final class WaitGraph {

    private static final Map<Thread, SlotRundownRef> WAITING = new ConcurrentHashMap<>();

    private WaitGraph() {}

    /** Enters the calling thread; returns what it was waiting for before, if it does so in between. */
    static @Nullable SlotRundownRef enter(SlotRundownRef ref) {
        return WAITING.put(Thread.currentThread(), ref);
    }

    /** Takes the calling thread out. */
    static void leave(@Nullable SlotRundownRef before) {
        if (before == null) {
            WAITING.remove(Thread.currentThread());
        } else {
            WAITING.put(Thread.currentThread(), before);
        }
    }

    /** Who waits for whom from {@code ref} to the calling thread, as a clause; {@code null} if nobody does. */
    static @Nullable String pathToCurrentThread(SlotRundownRef ref) {
        if (CarriedGuard.of(ref) != null) {
            return "thread '" + Thread.currentThread().getName() + "' runs work that carries a guard of '" + ref.name()
                    + "'; wait after it";
        }
        return path(ref, Thread.currentThread(), new HashSet<>());
    }

    private static @Nullable String path(SlotRundownRef ref, Thread self, Set<Thread> seen) {
        for (Thread holder : ref.holdingThreads()) {
            if (holder == self) {
                return "thread '" + self.getName() + "' holds a guard of '" + ref.name() + "' itself; close it first";
            }
            SlotRundownRef awaited = WAITING.get(holder);
            if (awaited != null && seen.add(holder)) {
                String further = path(awaited, self, seen);
                if (further != null) {
                    return "thread '" + holder.getName() + "', which holds '" + ref.name() + "', waits for '"
                            + awaited.name() + "', and " + further;
                }
            }
        }
        return null;
    }
}
