package io.rundown.impl;

import io.rundown.RundownGuard;
import io.rundown.RundownRef;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A guard that work takes along to the thread that runs it. Meanwhile that thread holds the ref, though
 * nothing is counted for it: the guard is out until the work has ended, and its nested uses end before.
 *
 * <p>Threads are kept only while they run such work.
 */
final class CarriedGuard {

    private static final Map<Thread, CarriedGuard> CARRIED = new ConcurrentHashMap<>();

    private final RundownGuard guard;
    private final AtomicBoolean taken = new AtomicBoolean();

    /** What the thread carried when it came to this; written and read by that thread only. */
    private @Nullable CarriedGuard outer;

    /** Takes over a guard, which is closed when the work has run. */
    private CarriedGuard(RundownGuard guard) {
        this.guard = guard;
    }

    /** The guard of the ref that the calling thread carries; {@code null} if it carries none. */
    static @Nullable RundownGuard of(RundownRef ref) {
        CarriedGuard carried = CARRIED.get(Thread.currentThread());
        while (carried != null && carried.guard.ref() != ref) {
            carried = carried.outer;
        }
        return carried == null ? null : carried.guard;
    }

    /** Work that carries a guard of its own, shared from this one. */
    static Runnable wrap(RundownGuard guard, Runnable task) {
        return new CarriedGuard(guard.share()).around(task);
    }

    /** The same for work with a result. */
    static <V> Callable<V> wrap(RundownGuard guard, Callable<V> task) {
        CarriedGuard carried = new CarriedGuard(guard.share());
        return () -> {
            carried.begin();
            try {
                return task.call();
            } finally {
                carried.end();
            }
        };
    }

    /** The same for all tasks of an executor. */
    static Executor carryTo(RundownGuard guard, Executor executor) {
        return task -> {
            CarriedGuard carried = new CarriedGuard(guard.share());
            try {
                executor.execute(carried.around(task));
            } catch (RuntimeException | Error e) {
                carried.drop();
                throw e;
            }
        };
    }

    private Runnable around(Runnable task) {
        return () -> {
            begin();
            try {
                task.run();
            } finally {
                end();
            }
        };
    }

    private void begin() {
        if (!taken.compareAndSet(false, true)) {
            throw new IllegalStateException(
                    "work wrapped by a guard of '" + guard.ref().name() + "' runs once: wrap it again for each time");
        }
        outer = CARRIED.put(Thread.currentThread(), this);
    }

    private void end() {
        CarriedGuard before = outer;
        if (before == null) {
            CARRIED.remove(Thread.currentThread());
        } else {
            CARRIED.put(Thread.currentThread(), before);
        }
        guard.close();
    }

    /** Closes the guard of work that will not run. */
    private void drop() {
        if (taken.compareAndSet(false, true)) {
            guard.close();
        }
    }
}
