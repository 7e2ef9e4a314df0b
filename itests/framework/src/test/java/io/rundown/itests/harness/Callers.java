package io.rundown.itests.harness;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** The threads of one test. Closing joins them all. */
public final class Callers implements AutoCloseable {

    /** A body without a result. */
    @FunctionalInterface
    public interface Action {
        void run() throws Exception;
    }

    private final List<Call<?>> calls = new CopyOnWriteArrayList<>();

    /** Runs the body on a new thread. */
    public <T> Call<T> start(String name, Callable<T> body) {
        Call<T> call = new Call<>(name, body);
        calls.add(call);
        return call;
    }

    /** Runs the action on a thread of another class. */
    public Call<Void> run(Action action, Function<Runnable, Thread> threads) {
        Call<Void> call = new Call<>(
                () -> {
                    action.run();
                    return null;
                },
                threads);
        calls.add(call);
        return call;
    }

    /** Runs the action on a new thread. */
    public Call<Void> run(String name, Action action) {
        return start(name, () -> {
            action.run();
            return null;
        });
    }

    /** Joins every thread; one that does not end fails the test. */
    @Override
    public void close() throws InterruptedException {
        for (Call<?> call : calls) {
            if (!call.join()) {
                throw new AssertionError("a thread of the test did not end: " + call);
            }
        }
        calls.clear();
    }
}
