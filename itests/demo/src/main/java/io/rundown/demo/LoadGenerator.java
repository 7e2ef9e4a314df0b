package io.rundown.demo;

import io.rundown.demo.wire.Publisher;
import io.rundown.demo.wire.Publisher.Batch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Callers that publish batches of events without a pause, until the event service has gone and a
 * little longer.
 */
final class LoadGenerator {

    private static final int CALLERS = 4;
    private static final int EVENTS_IN_A_BATCH = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration HANGING = Duration.ofSeconds(3);
    private static final long PAUSE_WITHOUT_SERVICE = TimeUnit.MILLISECONDS.toNanos(2);

    private final Publisher publisher;
    private final CallLedger ledger;
    private final Timeline timeline;
    private final List<Thread> callers = new ArrayList<>();
    private final CountDownLatch serviceMissed = new CountDownLatch(CALLERS);
    private volatile boolean ending;

    LoadGenerator(Publisher publisher, CallLedger ledger, Timeline timeline) {
        this.publisher = publisher;
        this.ledger = ledger;
        this.timeline = timeline;
    }

    void start() {
        for (int i = 1; i <= CALLERS; i++) {
            Thread caller = new Thread(this::publish, "caller-" + i);
            caller.setDaemon(true);
            callers.add(caller);
            caller.start();
        }
    }

    /** Waits until so many calls have returned. */
    void awaitReturned(int calls) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (ledger.returned() < calls) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("only " + ledger.returned() + " calls returned within " + PATIENCE);
            }
            LockSupport.parkNanos(PAUSE_WITHOUT_SERVICE);
        }
    }

    /** Waits until each caller has found the service gone, then ends them; gives up on those that hang. */
    void end() throws InterruptedException {
        serviceMissed.await(HANGING.toMillis(), TimeUnit.MILLISECONDS);
        ending = true;
        long deadline = System.nanoTime() + HANGING.toNanos();
        for (Thread caller : callers) {
            caller.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
            if (caller.isAlive()) {
                timeline.note(caller.getName() + " never came back from its call");
            }
        }
    }

    private void publish() {
        boolean missed = false;
        while (!ending) {
            Batch batch = publisher.open();
            if (batch != null) {
                for (int i = 0; i < EVENTS_IN_A_BATCH; i++) {
                    ledger.call(batch);
                }
            } else {
                ledger.foundNoService();
                if (!missed) {
                    missed = true;
                    serviceMissed.countDown();
                }
                LockSupport.parkNanos(PAUSE_WITHOUT_SERVICE);
            }
        }
    }
}
