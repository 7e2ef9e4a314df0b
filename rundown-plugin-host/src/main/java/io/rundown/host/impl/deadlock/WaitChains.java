package io.rundown.host.impl.deadlock;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The chains that lead from some threads to others, the targets: from each thread to those that it waits for, over any number of threads.
 *
 * <p>The search has no recursion. It collects all threads that can be reached, and goes back from the targets then. So each thread has one
 * verdict, a chain has no circle, and the time is linear in the number of waits.
 */
final class WaitChains {

    private final Map<Thread, Link> links = new IdentityHashMap<>();
    private final Set<Thread> targets = Collections.newSetFromMap(new IdentityHashMap<>());

    /** One thread, and what was found of it. */
    static final class Link {
        private final Thread thread;
        private final List<Link> waiters = new ArrayList<>();
        private Certainty stuck = Certainty.NO;
        private @Nullable Wait wait;
        private @Nullable Link next;
        private int notStuck;

        Link(Thread thread) {
            this.thread = thread;
        }

        Thread thread() {
            return thread;
        }

        /** How certainly it waits for a target. */
        Certainty stuck() {
            return stuck;
        }

        /** What it waits for; {@code null} for a target and for a thread that goes on. */
        @Nullable
        Wait awaits() {
            return wait;
        }

        /** The next thread on the chain; {@code null} at its end. */
        @Nullable
        Link next() {
            return next;
        }
    }

    /** Searches. */
    WaitChains(Collection<Thread> from, Collection<Thread> targets, WaitSource source) {
        this.targets.addAll(targets);
        explore(from, source);
        spreadCertainty();
        spreadPossibility();
    }

    /** What was found of a thread among those that the search began with. */
    Link of(Thread thread) {
        Link link = links.get(thread);
        if (link == null) {
            throw new IllegalArgumentException("the search did not begin with thread '" + thread.getName() + "'");
        }
        return link;
    }

    private void explore(Collection<Thread> from, WaitSource source) {
        List<Link> level = new ArrayList<>();
        from.forEach(thread -> link(thread, level));
        while (!level.isEmpty()) {
            source.prepare(level.stream().map(Link::thread).toList());
            List<Link> nextLevel = new ArrayList<>();
            for (Link link : level) {
                Wait wait = targets.contains(link.thread) ? null : source.of(link.thread);
                if (wait != null) {
                    link.wait = wait;
                    for (Thread awaited : wait.threads()) {
                        link(awaited, nextLevel).waiters.add(link);
                        link.notStuck++;
                    }
                }
            }
            level.clear();
            level.addAll(nextLevel);
        }
    }

    private Link link(Thread thread, List<Link> added) {
        return links.computeIfAbsent(thread, absent -> {
            Link link = new Link(absent);
            added.add(link);
            return link;
        });
    }

    /** From the targets to all who wait for somebody that is certainly stuck. */
    private void spreadCertainty() {
        Deque<Link> found = new ArrayDeque<>();
        for (Thread target : targets) {
            Link link = links.get(target);
            if (link != null) {
                link.stuck = Certainty.CERTAINLY;
                found.add(link);
            }
        }
        for (Link stuck = found.poll(); stuck != null; stuck = found.poll()) {
            for (Link waiter : stuck.waiters) {
                Wait wait = waiter.wait;
                waiter.notStuck--;
                boolean enough =
                        wait != null && wait.certain() && (wait.needs() == Wait.Needs.ALL || waiter.notStuck == 0);
                if (enough && waiter.stuck == Certainty.NO) {
                    waiter.stuck = Certainty.CERTAINLY;
                    waiter.next = stuck;
                    found.add(waiter);
                }
            }
        }
    }

    /** From those, and from whoever waits for nobody knows whom, to all who wait for one of them. */
    private void spreadPossibility() {
        Deque<Link> found = new ArrayDeque<>();
        for (Link link : links.values()) {
            Wait wait = link.wait;
            if (link.stuck == Certainty.CERTAINLY) {
                found.add(link);
            } else if (wait != null && wait.threads().isEmpty()) {
                link.stuck = Certainty.POSSIBLY;
                found.add(link);
            }
        }
        for (Link stuck = found.poll(); stuck != null; stuck = found.poll()) {
            for (Link waiter : stuck.waiters) {
                if (waiter.stuck == Certainty.NO) {
                    waiter.stuck = Certainty.POSSIBLY;
                    waiter.next = stuck;
                    found.add(waiter);
                }
            }
        }
    }
}
