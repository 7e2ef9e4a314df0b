package io.rundown.impl;

import io.rundown.spi.ThreadKey;
import java.lang.invoke.VarHandle;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
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
 *
 * <p>A way that was found is looked at again, edge by edge, before anybody is told: a thread that gave up
 * one ref and then began to wait for another may have been seen to hold the one and wait for the other.
 * Such a thread is seen not to hold it any more, or not to be in the same wait; one that is in the same
 * wait as before has done nothing in between. A wait whose {@link Cycle} has ended is no wait: its thread
 * is free, though it may not have run yet, whatever happens to the ref from now on.
 *
 * <p>A wait with a limit counts as one without: a circle of such waits is told of at once instead of at
 * the limit. A limit of zero is a look, and no wait. A guard counts for the thread that acquired it, also if it was passed on.
 */
final class WaitGraph {

    /** One wait. It has an identity: the same thread may wait for the same ref again. */
    static final class Wait {
        private final ThreadKey waiter;
        private final SlotRundownRef ref;
        private final Cycle cycle;
        private final @Nullable Wait before;

        private Wait(ThreadKey waiter, SlotRundownRef ref, Cycle cycle, @Nullable Wait before) {
            this.waiter = waiter;
            this.ref = ref;
            this.cycle = cycle;
            this.before = before;
        }

        private boolean isDecided() {
            return ref.hasEnded(cycle);
        }
    }

    /** A thread that holds a ref while it waits. */
    private record Edge(SlotRundownRef held, Thread holder, Wait awaits) {

        boolean isStillThere() {
            return WAITING.get(ThreadKey.of(holder)) == awaits
                    && held.isHeldBy(holder)
                    && WAITING.get(ThreadKey.of(holder)) == awaits
                    && !awaits.isDecided();
        }

        void describeTo(StringBuilder path) {
            path.append("thread '").append(holder.getName());
            path.append("', which holds '").append(held.name());
            path.append("', waits for '").append(awaits.ref.name()).append("', and ");
        }
    }

    private static final int FIRST_EDGES = 5;
    private static final int LAST_EDGES = 3;

    private static final Map<ThreadKey, Wait> WAITING = new ConcurrentHashMap<>();

    private WaitGraph() {}

    /** Enters the calling thread, which may be waiting already, if a wait of its runs other code. */
    static Wait enter(SlotRundownRef ref, Cycle cycle) {
        ThreadKey self = ThreadKey.ofCurrent();
        Wait wait = new Wait(self, ref, cycle, WAITING.get(self));
        WAITING.put(self, wait);
        VarHandle.fullFence(); // of two that enter and look, one sees the other
        return wait;
    }

    /** Takes the waiting thread out. To be called when it does not wait any more. */
    static void leave(Wait wait) {
        Wait before = wait.before;
        if (before == null) {
            WAITING.remove(wait.waiter);
        } else {
            WAITING.put(wait.waiter, before);
        }
    }

    /** Who waits for whom from {@code ref} to the calling thread, as a clause; {@code null} if nobody does. */
    static @Nullable String pathToCurrentThread(SlotRundownRef ref) {
        Thread self = Thread.currentThread();
        while (true) {
            List<Edge> edges = new ArrayList<>();
            SlotRundownRef own = find(ref, self, edges, new HashSet<>());
            if (own == null) {
                return null;
            }
            if (edges.stream().allMatch(Edge::isStillThere) && own.isHeldBy(self)) {
                return describe(edges, own, self);
            }
        }
    }

    /**
     * Collects the way; returns the ref at its end, which the calling thread holds. A way can be as long as there are threads, so the search
     * has a stack of its own: the holders of each ref on the way that have not been looked at.
     */
    private static @Nullable SlotRundownRef find(
            SlotRundownRef first, Thread self, List<Edge> edges, Set<ThreadKey> seen) {
        Deque<Iterator<Thread>> unseen = new ArrayDeque<>();
        SlotRundownRef ref = first;
        unseen.push(ref.holdingThreads().iterator());
        while (true) {
            if (!unseen.element().hasNext()) {
                unseen.pop();
                if (edges.isEmpty()) {
                    return null;
                }
                ref = edges.remove(edges.size() - 1).held;
                continue;
            }
            Thread holder = unseen.element().next();
            if (holder == self) {
                return ref;
            }
            ThreadKey key = ThreadKey.of(holder);
            Wait wait = WAITING.get(key);
            if (wait != null && !wait.isDecided() && seen.add(key)) {
                edges.add(new Edge(ref, holder, wait));
                ref = wait.ref;
                unseen.push(ref.holdingThreads().iterator());
            }
        }
    }

    /** The message is for people: of a long way it has the begin and the end. */
    private static String describe(List<Edge> edges, SlotRundownRef own, Thread self) {
        int left = edges.size() - FIRST_EDGES - LAST_EDGES;
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < edges.size(); i++) {
            if (left > 1 && i == FIRST_EDGES) {
                path.append(left).append(" more threads wait for each other, and ");
                i += left;
            }
            edges.get(i).describeTo(path);
        }
        return path + "thread '" + self.getName() + "' holds a guard of '" + own.name() + "' itself; close it first";
    }
}
