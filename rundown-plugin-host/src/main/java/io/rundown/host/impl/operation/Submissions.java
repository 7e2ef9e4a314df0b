package io.rundown.host.impl.operation;

import io.rundown.host.impl.thread.HostThreads;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;

/** Does operations on threads of its own, which are there only while there is something to do. */
public final class Submissions implements AutoCloseable {

    private final ExecutorService threads = HostThreads.named("rundown operation");

    /** Without a thread yet. */
    public Submissions() {}

    /** Does it; what it throws completes the stage exceptionally. */
    public <T> CompletionStage<T> submit(Callable<T> operation) {
        CompletableFuture<T> result = new CompletableFuture<>();
        try {
            threads.execute(() -> {
                try {
                    result.complete(operation.call());
                } catch (Throwable e) {
                    result.completeExceptionally(e);
                }
            });
        } catch (RejectedExecutionException e) {
            result.completeExceptionally(new IllegalStateException("the plugin host is stopping or has stopped", e));
        }
        return result.minimalCompletionStage();
    }

    /** Interrupts what goes on, and does nothing more. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
