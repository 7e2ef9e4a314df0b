package io.rundown.host.impl.proxy;

import io.rundown.RundownGuard;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Futures that tell nobody when they are done, with the guards that wait for them. They are asked: from
 * time to time as new ones come, so that few of them are kept for nothing, and every few milliseconds
 * once somebody waits for the run-down.
 */
final class LateFutures {

    private static final int FIRST_SWEEP = 16;
    private static final long FIRST_PAUSE_MILLIS = 1;
    private static final long LONGEST_PAUSE_MILLIS = 32;

    private record Late(Future<?> future, RundownGuard guard) {

        /** Whether the future is done, and the guard therefore closed. */
        boolean closeIfDone() {
            if (LateResults.isDone(future)) {
                guard.close();
                return true;
            }
            return false;
        }
    }

    /**
     * What is kept in flight, stages and promises included: a service may return the same one from each call, and one guard
     * is enough. By identity, so that nothing of the plugin is called under its lock.
     */
    private final Set<Object> kept = Collections.newSetFromMap(Collections.synchronizedMap(new IdentityHashMap<>()));

    private final Queue<Late> pending = new ConcurrentLinkedQueue<>();
    private final AtomicInteger added = new AtomicInteger();
    private final AtomicBoolean watching = new AtomicBoolean();
    private volatile int nextSweep = FIRST_SWEEP;
    private volatile boolean awaited;
    private volatile boolean givenUp;

    /** Whether the result is not kept in flight yet; the caller is to do that, and to say when it {@link #end ends}. */
    boolean begin(Object result) {
        return kept.add(result);
    }

    void end(Object result) {
        kept.remove(result);
    }

    /** Keeps the guard until the future is done. It has {@linkplain #begin begun}. */
    void add(Future<?> future, RundownGuard guard) {
        pending.add(new Late(future, guard));
        if (givenUp) {
            giveUp();
        }
        if (added.incrementAndGet() >= nextSweep) {
            sweep();
            int left = pending.size();
            added.set(left);
            nextSweep = Math.max(FIRST_SWEEP, 2 * left); // so that sweeping costs each one a constant
        }
        if (awaited) {
            watch(FIRST_PAUSE_MILLIS);
        }
    }

    /** From now on somebody waits. */
    void await() {
        awaited = true;
        watch(FIRST_PAUSE_MILLIS);
    }

    /** The object has gone: nobody waits any more, and nothing of the plugin is asked. */
    void giveUp() {
        givenUp = true;
        kept.clear();
        for (Late late = pending.poll(); late != null; late = pending.poll()) {
            late.guard().close();
        }
    }

    private void sweep() {
        pending.removeIf(late -> {
            boolean done = late.closeIfDone();
            if (done) {
                end(late.future());
            }
            return done;
        });
    }

    private void watch(long pauseMillis) {
        if (!pending.isEmpty() && watching.compareAndSet(false, true)) {
            Executor later = CompletableFuture.delayedExecutor(pauseMillis, TimeUnit.MILLISECONDS);
            later.execute(() -> {
                try {
                    sweep();
                } finally {
                    watching.set(false);
                }
                watch(Math.min(2 * pauseMillis, LONGEST_PAUSE_MILLIS));
            });
        }
    }
}
