package io.rundown.impl;

import io.rundown.CallToken;
import io.rundown.RundownGuard;
import io.rundown.spi.ThreadKey;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A guard that work takes along to the thread that runs it, which holds the ref meanwhile. The guard
 * counts for no thread, and so does each nested call: the slot of the running thread may have been seen
 * idle before.
 *
 * <p>Threads are kept only while they run such work.
 */
final class CarriedGuard {

    private static final Map<ThreadKey, CarriedGuard> CARRIED = new ConcurrentHashMap<>();

    private final SlotGuard guard;
    private final SlotRundownRef ref;
    private final AtomicBoolean taken = new AtomicBoolean();

    @FunctionalInterface
    private interface Work<V, E extends Exception> {
        V run() throws E;
    }

    /** What the thread carried when it came to this. */
    private volatile @Nullable CarriedGuard outer;

    /** How many nested calls are inside; written by the thread that carries this. */
    private volatile long nested;

    /** Takes over a guard, which is closed when the work has run. */
    private CarriedGuard(SlotRundownRef ref, RundownGuard guard) {
        this.ref = ref;
        this.guard = (SlotGuard) guard;
    }

    /** Loads this class now, and the class of its keys, which is the API's. */
    static void load() {
        CarriedGuard none = CARRIED.get(ThreadKey.ofCurrent());
        assert none == null : "the calling thread carries a guard before there is a ref";
    }

    private static CarriedGuard sharedFrom(SlotGuard guard) {
        return new CarriedGuard(guard.slotRef(), guard.shareWithNobody());
    }

    /** What the calling thread carries of the ref; {@code null} if nothing. */
    static @Nullable CarriedGuard of(SlotRundownRef ref) {
        CarriedGuard carried = CARRIED.get(ThreadKey.ofCurrent());
        while (carried != null && carried.ref != ref) {
            carried = carried.outer;
        }
        return carried;
    }

    /** How many uses of the ref a thread has by what it carries, nested calls included. */
    static long count(Thread thread, SlotRundownRef ref) {
        long count = 0;
        for (CarriedGuard carried = CARRIED.get(ThreadKey.of(thread)); carried != null; carried = carried.outer) {
            count += carried.ref == ref ? 1 + carried.nested : 0;
        }
        return count;
    }

    /** Gives the threads that carry guards of the ref, with their uses; returns the sum of those. */
    static long forEachOf(SlotRundownRef ref, BiConsumer<@Nullable Thread, Long> action) {
        long sum = 0;
        for (ThreadKey key : CARRIED.keySet()) {
            long count = count(key.thread(), ref);
            if (count > 0) {
                action.accept(key.thread(), count);
                sum += count;
            }
        }
        return sum;
    }

    /** A nested call of the calling thread, which carries this. */
    CallToken enter() {
        CallToken call = new NestedCall(guard.shareWithNobody(), Thread.currentThread());
        nested = nested + 1;
        return call;
    }

    private final class NestedCall implements CallToken {
        private final RundownGuard own;
        private final Thread caller;
        private boolean left;

        NestedCall(RundownGuard own, Thread caller) {
            this.own = own;
            this.caller = caller;
        }

        @Override
        public void exit() {
            if (Thread.currentThread() != caller || left) {
                throw new IllegalStateException(
                        "the thread is not inside '" + ref.name() + "', or has left it already");
            }
            left = true;
            nested = nested - 1;
            own.close();
        }
    }

    /** Work that carries a guard of its own, shared from this one. */
    static Runnable wrap(SlotGuard guard, Runnable task) {
        return sharedFrom(guard).around(task);
    }

    /** The same for work with a result. */
    static <V> Callable<V> wrap(SlotGuard guard, Callable<V> task) {
        CarriedGuard carried = sharedFrom(guard);
        return () -> carried.<V, Exception>run(task::call);
    }

    /** The same for all tasks of an executor. */
    static Executor carryTo(SlotGuard guard, Executor executor) {
        return task -> {
            Objects.requireNonNull(task, "task");
            CarriedGuard carried = sharedFrom(guard);
            try {
                executor.execute(carried.around(task));
            } catch (RuntimeException | Error e) {
                carried.drop();
                throw e;
            }
        };
    }

    private Runnable around(Runnable task) {
        return () -> this.<Boolean, RuntimeException>run(() -> {
            task.run();
            return true;
        });
    }

    private <V, E extends Exception> V run(Work<V, E> task) throws E {
        take();
        try {
            ThreadKey self = carry();
            try {
                return task.run();
            } finally {
                putDown(self);
            }
        } finally {
            guard.close(); // whatever went wrong, also before the work began
        }
    }

    private void take() {
        if (!taken.compareAndSet(false, true)) {
            throw new IllegalStateException(
                    "work wrapped by a guard of '" + ref.name() + "' runs once: wrap it again for each time");
        }
    }

    private ThreadKey carry() {
        ThreadKey self = ThreadKey.ofCurrent();
        outer = CARRIED.get(self);
        CARRIED.put(self, this);
        return self;
    }

    private void putDown(ThreadKey self) {
        CarriedGuard before = outer;
        if (before == null) {
            CARRIED.remove(self);
        } else {
            CARRIED.put(self, before);
        }
    }

    /** Closes the guard of work that will not run. */
    private void drop() {
        if (taken.compareAndSet(false, true)) {
            guard.close();
        }
    }
}
