package io.rundown.host.impl.thread;

import io.rundown.spi.ThreadView;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Makes threads that are there only while there is something to do, and keep neither the JVM nor a plugin. */
public final class HostThreads {

    private static final long KEEP_SECONDS = 10;

    /** The JDK's own thread for timeouts, which is there once somebody has used it. */
    private static final Executor TIMER = CompletableFuture.delayedExecutor(0, TimeUnit.NANOSECONDS, Runnable::run);

    private HostThreads() {}

    /**
     * Has the JDK make its thread for timeouts, so that threads can be made on it. Some threads cannot make others: the constructor of a thread
     * asks the calling one for its context class loader, and a subclass can override that method and throw.
     */
    public static void prepare() {
        try {
            // the thread for timeouts inherits that there is no context class loader
            make(() -> TIMER.execute(() -> {}), "rundown start").start();
        } catch (Throwable e) {
            return; // the host is started by a thread that cannot make any
        }
    }

    /** An executor without a thread yet. */
    public static ExecutorService named(String name) {
        return Executors.newCachedThreadPool(task -> thread(task, name));
    }

    /** An executor that does one thing after the other, without a thread yet. */
    public static ExecutorService one(String name) {
        return new ThreadPoolExecutor(
                0, 1, KEEP_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> thread(task, name));
    }

    /**
     * An executor that does one thing after the other, without a thread yet. Rejects what comes while so many things wait; after a
     * shutdown it rejects everything.
     */
    public static ExecutorService one(String name, int capacity) {
        ThreadPoolExecutor executor = new ThreadPoolExecutor(
                1, 1, KEEP_SECONDS, TimeUnit.SECONDS, new ArrayBlockingQueue<>(capacity), task -> thread(task, name));
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    /**
     * A daemon thread, not started, whatever the class of the calling thread does.
     *
     * @throws IllegalStateException if none can be made now
     */
    static Thread thread(Runnable task, String name) {
        try {
            return make(task, name);
        } catch (Throwable e) {
            return makeElsewhere(task, name);
        }
    }

    private static Thread make(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.setContextClassLoader(null); // not that of whoever came first, which may be a plugin's
        return thread;
    }

    private static Thread makeElsewhere(Runnable task, String name) {
        CompletableFuture<Thread> made = CompletableFuture.supplyAsync(() -> make(task, name), TIMER);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return made.get(KEEP_SECONDS, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("no thread '" + name + "' can be made", e);
        } finally {
            if (interrupted) {
                ThreadView.interruptCurrent();
            }
        }
    }

    /** Runs something short on a thread that is no caller's. */
    public static void elsewhere(Runnable task) {
        TIMER.execute(task);
    }
}
