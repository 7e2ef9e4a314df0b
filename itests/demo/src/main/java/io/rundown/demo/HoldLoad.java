package io.rundown.demo;

import io.rundown.demo.wire.Archive;
import io.rundown.demo.wire.Publisher;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.locks.LockSupport;

/** Callers that publish event after event through one consumer, and what becomes of each. */
final class HoldLoad implements Archive {

    private static final int CALLERS = 4;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);

    private final List<Thread> callers = new ArrayList<>();
    private final AtomicLong calls = new AtomicLong();
    private final AtomicLong returned = new AtomicLong();
    private final Set<Long> open = ConcurrentHashMap.newKeySet();
    private final AtomicLong lost = new AtomicLong();
    private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
    private final LongAccumulator longestNanos = new LongAccumulator(Long::max, 0);
    private volatile boolean over;

    void start(Publisher publisher) {
        for (int i = 1; i <= CALLERS; i++) {
            Thread caller = new Thread(() -> publishUntilOver(publisher), "caller-" + i);
            caller.setDaemon(true);
            callers.add(caller);
            caller.start();
        }
    }

    private void publishUntilOver(Publisher publisher) {
        while (!over) {
            long id = calls.incrementAndGet();
            open.add(id);
            long began = System.nanoTime();
            try {
                Publisher.Batch batch = publisher.open();
                if (batch == null) {
                    failures.add("no event service");
                } else {
                    batch.send(id);
                    if (open.remove(id)) {
                        lost.incrementAndGet();
                    }
                }
            } catch (RuntimeException | LinkageError e) {
                failures.add(e.toString());
            }
            longestNanos.accumulate(System.nanoTime() - began);
            returned.incrementAndGet();
        }
    }

    @Override
    public void witness(long id) {
        // what matters here is whether the event is handled to its end
    }

    @Override
    public void archived(long id) {
        open.remove(id);
    }

    /** Waits until so many more calls have returned. */
    void awaitCalls(int more) {
        long target = returned.get() + more;
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (returned.get() < target) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("calls do not return any more: " + failures);
            }
            LockSupport.parkNanos(200_000);
        }
    }

    /** Ends the callers. */
    void end() throws InterruptedException {
        over = true;
        for (Thread caller : callers) {
            caller.join(TimeUnit.NANOSECONDS.toMillis(PATIENCE_NANOS));
            if (caller.isAlive()) {
                failures.add(caller.getName() + " never came back from its call");
            }
        }
    }

    /** The first failures, for people. */
    List<String> failures() {
        return failures.stream().distinct().limit(3).toList();
    }

    /** The figures so far. */
    HoldCounts counts(int swaps, long activations) {
        return new HoldCounts(
                swaps,
                calls.get(),
                failures.size(),
                lost.get(),
                activations,
                TimeUnit.NANOSECONDS.toMillis(longestNanos.get()));
    }
}
