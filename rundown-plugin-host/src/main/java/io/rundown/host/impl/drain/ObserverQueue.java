package io.rundown.host.impl.drain;

import io.rundown.host.impl.bound.Deadline;
import io.rundown.host.impl.log.HostLog;
import io.rundown.host.impl.thread.HostThreads;
import io.rundown.host.impl.thread.KeptInterrupts;
import java.lang.System.Logger.Level;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The events for one observer of drains: the log, or a listener. A thread of its own delivers them, one after the other. The thread
 * that drains waits for the delivery, but not long: an observer that hangs or throws holds up neither a drain nor another observer.
 * Events that do not fit into the queue are counted and left out.
 */
public final class ObserverQueue {

    private static final System.Logger LOG = HostLog.get();
    private static final int CAPACITY = 64;

    private final String observer;
    private final ExecutorService thread = HostThreads.one("rundown drain observer", CAPACITY);
    private final AtomicLong leftOut = new AtomicLong();

    /** Whether a drain has waited for a delivery in vain, and the observer has delivered nothing since. */
    private volatile boolean stuck;

    /**
     * An empty queue without a thread yet.
     *
     * @param observer what the log calls it
     */
    public ObserverQueue(String observer) {
        this.observer = observer;
    }

    /** A delivery that somebody may wait for. */
    final class Delivery {

        private final CompletableFuture<Boolean> end = new CompletableFuture<>();

        private Delivery() {}

        /** Waits for its end, but not if the observer is known to be stuck. Keeps an interrupt for later. Never throws. */
        void await(Deadline deadline) {
            while (!stuck) {
                try {
                    end.get(deadline.remainingNanos(), TimeUnit.NANOSECONDS);
                    return;
                } catch (InterruptedException e) {
                    KeptInterrupts.keep();
                } catch (TimeoutException e) {
                    stuck = !end.isDone();
                } catch (ExecutionException e) {
                    throw new AssertionError("deliveries end normally", e);
                }
            }
        }

        private void run(Runnable event) {
            try {
                event.run();
                tellWhatWasLeftOut();
            } catch (Throwable e) { // also an Error: an observer decides nothing
                warn(e);
            } finally {
                stuck = false;
                end.complete(true);
            }
        }
    }

    /** Adds an event. Never throws, and does not wait. */
    Delivery deliver(Runnable event) {
        Delivery delivery = new Delivery();
        try {
            thread.execute(() -> delivery.run(event));
        } catch (RejectedExecutionException e) {
            leftOut.incrementAndGet();
            delivery.end.complete(false);
        }
        return delivery;
    }

    /** Takes no further events. */
    public void close() {
        thread.shutdown();
    }

    private void tellWhatWasLeftOut() {
        long count = leftOut.getAndSet(0);
        if (count > 0) {
            LOG.log(
                    Level.WARNING,
                    "{0} took too long: {1} events of drains were left out; make it return sooner",
                    observer,
                    count);
        }
    }

    @SuppressWarnings("EmptyCatch") // the log itself may be what fails
    private void warn(Throwable failure) {
        try {
            LOG.log(Level.WARNING, observer + " failed", failure);
        } catch (Throwable e) {
            // nobody is left to be told
        }
    }
}
