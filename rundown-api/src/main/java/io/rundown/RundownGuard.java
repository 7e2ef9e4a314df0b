package io.rundown;

import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The right to use what a {@link RundownRef} protects, until it is closed.
 *
 * <p>Guards come from a ref and from {@link #share()}, never from a constructor, so what is released
 * was acquired. A guard may be closed by any thread. It is not re-usable. Meant for
 * try-with-resources, which also accepts the {@code null} of a refused {@link
 * RundownRef#tryAcquire()}.
 */
@ProviderType
public interface RundownGuard extends AutoCloseable {

    /**
     * Ends the use. If it was the last of a ref whose run-down has begun, the ref is run down. Closing
     * again, also by several threads at once, does nothing. Never blocks, never throws; dependent
     * actions of {@link RundownRef#whenRundown()} may run on the calling thread.
     *
     * <p>Memory consistency effects: actions of the calling thread before this call <i>happen-before</i>
     * the return of {@link RundownRef#awaitRundown()}.
     */
    @Override
    void close();

    /**
     * Gives a second owner a guard of its own, also when the run-down has begun: this guard keeps the
     * ref in use while the other is made. The new guard counts 1, for the thread this guard counts
     * for, and is closed independently.
     *
     * @return a guard that its owner must close
     * @throws IllegalStateException if this guard is closed
     */
    RundownGuard share();

    /**
     * Makes work that runs on another thread a part of this use: the work has a guard of its own from now
     * until it has run, and the thread that runs it {@linkplain RundownRef#isHeldByCurrentThread() holds}
     * the ref meanwhile, so that its nested calls pass also when the run-down has begun. Until it runs, its
     * guard counts for no thread.
     *
     * <p>The result must be run, once: what is never run keeps the ref in use. To hand work to an executor
     * that may reject it, use {@link #carryTo}.
     *
     * @param task the work
     * @return the work, guarded; running it twice throws {@link IllegalStateException}
     * @throws IllegalStateException if this guard is closed
     */
    Runnable wrap(Runnable task);

    /**
     * As {@link #wrap(Runnable)}, for work with a result.
     *
     * @param task the work
     * @param <V> what it results in
     * @return the work, guarded; calling it twice throws {@link IllegalStateException}
     * @throws IllegalStateException if this guard is closed
     */
    <V> Callable<V> wrap(Callable<V> task);

    /**
     * An executor whose tasks are each {@linkplain #wrap(Runnable) wrapped}. A task that {@code executor}
     * rejects by an exception has no guard any more. Of an executor that drops tasks silently the ref
     * stays in use.
     *
     * @param executor runs the tasks
     * @return an executor that throws {@link IllegalStateException} once this guard is closed
     */
    Executor carryTo(Executor executor);

    /**
     * How many uses the guard stands for.
     *
     * @return the count it was acquired with, also after it was closed
     */
    int count();

    /**
     * The ref that gave this guard.
     *
     * @return the ref
     */
    RundownRef ref();
}
