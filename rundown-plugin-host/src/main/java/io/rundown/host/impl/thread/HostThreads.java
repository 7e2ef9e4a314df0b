package io.rundown.host.impl.thread;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Makes threads that are there only while there is something to do, and keep neither the JVM nor a plugin. */
public final class HostThreads {

    private static final long KEEP_SECONDS = 10;

    private HostThreads() {}

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

    private static Thread thread(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.setContextClassLoader(null); // not that of whoever came first, which may be a plugin's
        return thread;
    }
}
