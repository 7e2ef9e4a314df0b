package io.rundown.host.impl.thread;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Makes threads that are there only while there is something to do, and keep neither the JVM nor a plugin. */
public final class HostThreads {

    private HostThreads() {}

    /** An executor without a thread yet. */
    public static ExecutorService named(String name) {
        return Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            thread.setContextClassLoader(null); // not that of whoever came first, which may be a plugin's
            return thread;
        });
    }
}
