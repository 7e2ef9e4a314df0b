package io.rundown.impl;

import java.lang.ref.WeakReference;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Looks again whether a cycle has ended, on behalf of those who have a {@linkplain
 * SlotRundownRef#whenRundown() stage} and therefore do not look themselves.
 *
 * <p>Needed only where releasers do not fence and no process-wide barrier has made up for it: see
 * "Release against wait" of {@link SlotRundownRef}. Such a release is missed only within the moment in
 * which the run-down begins, so the first look, 100 microseconds later, finds it; the following ones,
 * at ten times longer intervals up to a second, are there because no memory model says how long a moment is.
 *
 * <p>One daemon thread serves all refs, and ends when it has had nothing to do for a second. After the first
 * look, which whoever keeps nothing but the stage relies on, it keeps neither refs nor the context class loader of whoever came first. An action of a stage that blocks on it
 * delays the looks for all.
 */
final class LateLook implements Runnable {

    private static final long FIRST_NANOS = TimeUnit.MICROSECONDS.toNanos(100);
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final ScheduledThreadPoolExecutor LOOKER = looker();

    private final WeakReference<SlotRundownRef> ref;
    private final WeakReference<Cycle> cycle;
    private final long delay;

    /** Keeps the ref until the first look. */
    @SuppressWarnings("unused")
    private final @Nullable SlotRundownRef kept;

    private LateLook(
            WeakReference<SlotRundownRef> ref, WeakReference<Cycle> cycle, long delay, @Nullable SlotRundownRef kept) {
        this.ref = ref;
        this.cycle = cycle;
        this.delay = delay;
        this.kept = kept;
    }

    private static ScheduledThreadPoolExecutor looker() {
        ScheduledThreadPoolExecutor looker = new ScheduledThreadPoolExecutor(1, LateLook::thread);
        looker.setKeepAliveTime(1, TimeUnit.SECONDS);
        looker.allowCoreThreadTimeOut(true);
        return looker;
    }

    /** With privileges of its own: else it keeps the access control context of whoever came first, on JDK 17. */
    @SuppressWarnings("removal")
    private static Thread thread(Runnable run) {
        return AccessController.doPrivileged((PrivilegedAction<Thread>) () -> {
            Thread thread = new Thread(null, run, "rundown-late-look", 0, false);
            thread.setDaemon(true);
            thread.setContextClassLoader(null);
            return thread;
        });
    }

    /** Looks again at a cycle that is being drained, if that is needed and somebody has its stage. */
    static void at(SlotRundownRef ref, Cycle cycle) {
        if (!Barrier.DRAINER_PAYS && cycle.isStaged() && ref.isDraining(cycle) && cycle.claimLateLook()) {
            new LateLook(new WeakReference<>(ref), new WeakReference<>(cycle), FIRST_NANOS, ref).schedule();
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // run() does not throw
    private void schedule() {
        LOOKER.schedule(this, delay, TimeUnit.NANOSECONDS);
    }

    @Override
    public void run() {
        SlotRundownRef looked = ref.get();
        Cycle present = cycle.get();
        if (looked == null || present == null) {
            return;
        }
        looked.endIfIdle();
        if (looked.isDraining(present)) {
            new LateLook(ref, cycle, Math.min(10 * delay, LONGEST_NANOS), null).schedule();
        }
    }
}
