package io.rundown.host.impl.deadlock;

import io.rundown.RundownHolder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;

/** Finds out whether threads wait for others, directly or over any number of further threads. Never throws. */
public final class Waits {

    private Waits() {}

    /**
     * Looks whether those who are inside a plugin wait for the thread that drains it. Holders without a thread, virtual threads, and threads of
     * unknown id are taken to leave.
     *
     * @param inside those whom the drain waits for
     * @param drainer the thread that drains
     * @param drains tells what other draining threads wait for; {@code null} for a thread that does not drain
     */
    public static Findings ofDrain(
            List<RundownHolder> inside, Thread drainer, Function<Thread, @Nullable Wait> drains) {
        try {
            List<Thread> threads = new ArrayList<>();
            for (RundownHolder holder : inside) {
                Thread thread = holder.thread();
                if (thread != null) {
                    threads.add(thread);
                }
            }
            JvmWaits jvm = new JvmWaits(new KnownThreads(), felix());
            WaitChains chains = new WaitChains(threads, List.of(drainer), new DrainWaits(jvm, drains));
            return Findings.of(threads, threads.size() < inside.size(), drainer, chains);
        } catch (Throwable e) { // a runtime without the module java.management, among others
            return Findings.none();
        }
    }

    /**
     * Looks whether a thread waits for one of some others: for its end, for a lock that it has, or for somebody who does. It possibly does if it
     * waits for the result of a task while one of the others runs a task of that kind. A lock that several threads can have leads to nobody,
     * because nobody knows its owners.
     *
     * @param from the thread that may wait
     * @param targets the others
     * @return how certain it is; as of now, so that one look alone proves nothing for a thread that is about to go on
     */
    public static Certainty leadTo(Thread from, Collection<Thread> targets) {
        try {
            JvmWaits jvm = new JvmWaits(new KnownThreads(), felix());
            return new WaitChains(List.of(from), targets, new ResultWaits(jvm, targets))
                    .of(from)
                    .stuck();
        } catch (Throwable e) {
            return Certainty.NO;
        }
    }

    private static @Nullable FelixLocks felix() {
        Bundle host = FrameworkUtil.getBundle(Waits.class);
        BundleContext context = host == null ? null : host.getBundleContext();
        // by its location, since a look by id asks the hooks of others
        Bundle framework = context == null ? null : context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION);
        return framework == null ? null : FelixLocks.of(framework);
    }

    /** What the JVM tells, and else the drains. */
    private record DrainWaits(JvmWaits jvm, Function<Thread, @Nullable Wait> drains) implements WaitSource {

        @Override
        public void prepare(Collection<Thread> threads) {
            jvm.prepare(threads);
        }

        @Override
        public @Nullable Wait of(Thread thread) {
            Wait wait = jvm.of(thread);
            return wait == null ? drains.apply(thread) : wait;
        }
    }
}
