package io.rundown.itests.harness;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** Something that runs on a thread of its own, see {@link Callers}. */
public final class Call<T> {

    private final FutureTask<T> task;
    private final Thread thread;

    Call(String name, Callable<T> body) {
        this(body, task -> new Thread(task, name));
    }

    Call(Callable<T> body, Function<Runnable, Thread> threads) {
        task = new FutureTask<>(body);
        thread = threads.apply(task);
        thread.setDaemon(true);
        thread.start();
    }

    /** Waits for the end. */
    public T result() throws Exception {
        return result(Patience.BOUND);
    }

    /** Waits for the end of something long. */
    public T result(Duration bound) throws Exception {
        try {
            return task.get(bound.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError(thread.getName() + " failed: " + e.getCause(), e.getCause());
        } catch (TimeoutException e) {
            AssertionError stuck = new AssertionError(thread.getName() + " did not end within " + bound);
            stuck.setStackTrace(thread.getStackTrace());
            throw stuck;
        }
    }

    /** Waits for the end, which must be this exception. */
    public <X extends Throwable> X failure(Class<X> expected) throws Exception {
        try {
            T result = task.get(Patience.BOUND.toMillis(), TimeUnit.MILLISECONDS);
            throw new AssertionError(thread.getName() + " should have failed but gave " + result);
        } catch (ExecutionException e) {
            if (expected.isInstance(e.getCause())) {
                return expected.cast(e.getCause());
            }
            throw new AssertionError(thread.getName() + " failed otherwise: " + e.getCause(), e.getCause());
        }
    }

    /** Whether it has ended. */
    public boolean isDone() {
        return task.isDone();
    }

    /** Whether it waits inside code of this package or below. */
    public boolean waitsIn(String packageName) {
        Thread.State state = thread.getState();
        return (state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING)
                && Arrays.stream(thread.getStackTrace())
                        .anyMatch(frame -> frame.getClassName().startsWith(packageName));
    }

    boolean join() throws InterruptedException {
        thread.join(Patience.BOUND.toMillis());
        if (thread.isAlive()) {
            thread.interrupt();
            thread.join(2_000);
            return false;
        }
        return true;
    }

    @Override
    public String toString() {
        return thread.getName();
    }
}
