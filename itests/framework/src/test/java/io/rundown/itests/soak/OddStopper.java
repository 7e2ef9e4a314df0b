package io.rundown.itests.soak;

import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.Bundle;

/**
 * A thread of a class that overrides what it may, but for {@code equals} and {@code hashCode}: Felix keeps the threads that lock bundles in
 * a hashing map of its own.
 */
final class OddStopper extends Thread {

    OddStopper(Runnable body) {
        super(body, "odd stopper");
        setDaemon(true);
    }

    /** Stops and starts a plugin on such a thread. */
    static void restart(int i, Bundle plugin, Random random) throws Exception {
        FutureTask<Void> task = new FutureTask<>(() -> {
            plugin.stop();
            plugin.start();
            return null;
        });
        new OddStopper(task).start();
        try {
            task.get(60, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    private static RuntimeException odd() {
        return new UnsupportedOperationException("a thread of this class does not tell");
    }

    @Override
    @SuppressWarnings({"deprecation", "RedundantSuppression"}) // deprecated by later JDKs
    public long getId() {
        throw odd();
    }

    @Override
    public State getState() {
        throw odd();
    }

    @Override
    public StackTraceElement[] getStackTrace() {
        throw odd();
    }

    @Override
    public void interrupt() {
        throw odd();
    }

    @Override
    public String toString() {
        throw odd();
    }
}
