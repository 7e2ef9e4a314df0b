package io.rundown.host.impl.deadlock;

import io.rundown.host.impl.deadlock.WaitChains.Link;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What one look at the threads inside a plugin has found: which of them wait for the thread that drains it.
 *
 * <p>A chain of waits is taken for certain only if two looks in a row find it. The looks see its threads one after the other, so that a
 * thread may have got its lock between them.
 */
public final class Findings {

    /** Descriptions are for people, and reports stay small. */
    private static final int MOST_THREADS = 8;

    private static final int MOST_STEPS = 8;
    private static final int FIRST_STEPS = 5;

    private final Certainty allStuck;
    private final List<String> chains;
    private final int further;

    private Findings(Certainty allStuck, List<String> chains, int further) {
        this.allStuck = allStuck;
        this.chains = chains;
        this.further = further;
    }

    /** The findings of a look at nobody. */
    public static Findings none() {
        return new Findings(Certainty.NO, List.of(), 0);
    }

    static Findings of(Collection<Thread> inside, boolean othersInside, Thread drainer, WaitChains chains) {
        Certainty least = inside.isEmpty() || othersInside ? Certainty.NO : Certainty.CERTAINLY;
        List<String> described = new ArrayList<>();
        int stuck = 0;
        for (Thread thread : inside) {
            Link link = chains.of(thread);
            least = link.stuck().compareTo(least) < 0 ? link.stuck() : least;
            if (link.stuck() != Certainty.NO) {
                stuck++;
                if (described.size() < MOST_THREADS) {
                    described.add(describe(link, drainer));
                }
            }
        }
        return new Findings(least, List.copyOf(described), stuck - described.size());
    }

    /** Whether there are threads inside, and all of them certainly wait for the draining thread. */
    public boolean areAllCertainlyStuck() {
        return allStuck == Certainty.CERTAINLY;
    }

    /** Whether there are threads inside, and each of them waits for the draining thread at least possibly. */
    public boolean areAllPossiblyStuck() {
        return allStuck != Certainty.NO;
    }

    /** Whether another look has found the same chains. */
    public boolean areAs(Findings before) {
        return allStuck == before.allStuck && further == before.further && chains.equals(before.chains);
    }

    /** The chains of waits, for reports and logs. Uncertain ones have the word "possibly". Limited in length. */
    public String describe() {
        String all = String.join("; ", chains);
        return further == 0 ? all : all + "; and " + further + " more";
    }

    private static String describe(Link first, Thread drainer) {
        List<String> steps = new ArrayList<>();
        for (Link link = first; link != null; link = link.next()) {
            Wait wait = link.awaits();
            if (wait != null) {
                steps.add(step(link, wait, drainer));
            }
        }
        if (steps.size() > MOST_STEPS) {
            int last = steps.size() - (MOST_STEPS - FIRST_STEPS);
            String between = "(" + (last - FIRST_STEPS) + " more threads)";
            List<String> some = new ArrayList<>(steps.subList(0, FIRST_STEPS));
            some.add(between);
            some.addAll(steps.subList(last, steps.size()));
            steps = some;
        }
        String chain = steps.stream().collect(Collectors.joining("; "));
        return first.stuck() == Certainty.POSSIBLY ? "possibly a deadlock: " + chain : chain;
    }

    private static String step(Link link, Wait wait, Thread drainer) {
        Link next = link.next();
        Thread awaited = next == null ? drainer : next.thread();
        String step = name(link.thread()) + " " + wait.by(name(awaited));
        return awaited == drainer ? step + ", the draining thread" : step;
    }

    private static String name(Thread thread) {
        return "thread '" + thread.getName() + "'";
    }
}
