package io.rundown.host.impl.deadlock;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whether one real thread waits for another one. */
@Timeout(60)
class WaitsTest {

    private final CountDownLatch leave = new CountDownLatch(1);
    private final CompletableFuture<Thread> target = new CompletableFuture<>();

    private interface Body {
        void run() throws Exception;
    }

    @AfterEach
    void leave() {
        leave.countDown();
    }

    private static Thread start(Body body) {
        Thread thread = new Thread(() -> {
            try {
                body.run();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private Object stay() throws InterruptedException {
        target.complete(Thread.currentThread());
        leave.await();
        return "";
    }

    private void stayUnchecked() {
        try {
            stay();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @SuppressWarnings("ThreadPriorityCheck") // there is no event to wait for
    private void assertLeads(Certainty expected, Thread from) {
        Thread to = target.join();
        while (from.getState() != Thread.State.WAITING && from.getState() != Thread.State.BLOCKED) {
            Thread.yield();
        }
        assertEquals(expected, Waits.leadTo(from, List.of(new Thread(() -> {}), to)));
    }

    @Test
    void joinLeadsToTheJoined() {
        Thread joined = start(this::stay);
        assertLeads(Certainty.CERTAINLY, start(joined::join));
    }

    @Test
    void monitorAndLockLeadToTheirOwners() {
        Object monitor = new Object();
        ReentrantLock lock = new ReentrantLock();
        start(() -> {
            synchronized (monitor) {
                stay();
            }
        });
        target.join();
        Thread between = start(() -> {
            lock.lock();
            synchronized (monitor) {
                lock.unlock();
            }
        });
        assertLeads(Certainty.CERTAINLY, between);
        assertLeads(Certainty.CERTAINLY, start(lock::lock));
    }

    @Test
    void resultOfATaskPossiblyLeadsToWhoRunsOne() {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try {
            Future<?> result = executor.submit(this::stay);
            assertLeads(Certainty.POSSIBLY, start(result::get));
        } finally {
            leave.countDown();
            executor.shutdownNow();
        }
    }

    @Test
    void resultOfAnAsynchronousStagePossiblyLeadsToWhoRunsOne() {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try {
            CompletableFuture<Void> result = CompletableFuture.runAsync(this::stayUnchecked, executor);
            assertLeads(Certainty.POSSIBLY, start(result::join));
            assertLeads(Certainty.POSSIBLY, start(result::get));
        } finally {
            leave.countDown();
            executor.shutdownNow();
        }
    }

    @Test
    void resultOfAForkedTaskPossiblyLeadsToWhoRunsOne() {
        ForkJoinPool pool = new ForkJoinPool(1);
        try {
            Future<?> result = pool.submit(this::stayUnchecked);
            assertLeads(Certainty.POSSIBLY, start(result::get));
        } finally {
            leave.countDown();
            pool.shutdownNow();
        }
    }

    @Test
    void otherWaitsLeadToNobody() {
        start(this::stay);
        assertLeads(Certainty.NO, start(leave::await));
        CompletableFuture<Object> never = new CompletableFuture<>();
        assertLeads(Certainty.NO, start(never::get));
        never.complete("");
    }
}
