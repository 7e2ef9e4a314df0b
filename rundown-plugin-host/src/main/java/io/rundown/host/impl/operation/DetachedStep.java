package io.rundown.host.impl.operation;

import io.rundown.host.impl.thread.HostThreads;
import io.rundown.host.impl.thread.KeptInterrupts;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.osgi.framework.BundleException;

/**
 * A step of the framework that stops a bundle while a factory of it hangs, on a thread of its own. Equinox unregisters no service while
 * its factory makes an object, without a limit.
 */
final class DetachedStep {

    private DetachedStep() {}

    /** What is done. */
    @FunctionalInterface
    interface Work {
        void run() throws BundleException, IOException;
    }

    /**
     * Does it. An interrupt does not end the wait, and is kept for later.
     *
     * @return whether it ended within the limit; otherwise it goes on
     */
    static boolean run(Duration limit, Work work) throws BundleException, IOException {
        CompletableFuture<Boolean> ended = new CompletableFuture<>();
        ExecutorService thread = HostThreads.named("rundown roll back");
        thread.execute(() -> {
            try {
                work.run();
                ended.complete(true);
            } catch (BundleException | IOException | RuntimeException | Error e) {
                ended.completeExceptionally(e);
            }
        });
        thread.shutdown(); // when it has ended
        return await(ended, System.nanoTime() + limit.toNanos());
    }

    private static boolean await(CompletableFuture<Boolean> ended, long end) throws BundleException, IOException {
        while (true) {
            try {
                return ended.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                KeptInterrupts.keep();
            } catch (TimeoutException e) {
                return false;
            } catch (ExecutionException e) {
                throw failure(Objects.requireNonNullElse(e.getCause(), e));
            }
        }
    }

    private static IllegalStateException failure(Throwable cause) throws BundleException, IOException {
        if (cause instanceof BundleException failure) {
            throw failure;
        }
        if (cause instanceof IOException failure) {
            throw failure;
        }
        return cause instanceof IllegalStateException failure ? failure : new IllegalStateException(cause);
    }
}
