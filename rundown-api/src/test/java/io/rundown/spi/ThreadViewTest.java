package io.rundown.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rundown.RundownHolder;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Questions about a thread are answered by the JVM, or not at all, if the thread's class would answer them. */
@Timeout(60)
class ThreadViewTest {

    private static final boolean HAS_FINAL_ID = Runtime.version().feature() >= 19;

    private final CountDownLatch leave = new CountDownLatch(1);

    private void stay() {
        try {
            leave.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** A thread of which nothing can be asked. */
    @SuppressWarnings("deprecation")
    private static final class Odd extends Thread {
        Odd(Runnable body) {
            super(body, "odd");
            setDaemon(true);
        }

        @Override
        public long getId() {
            throw new AssertionError("getId");
        }

        @Override
        public State getState() {
            throw new AssertionError("getState");
        }

        @Override
        public StackTraceElement[] getStackTrace() {
            throw new AssertionError("getStackTrace");
        }

        @Override
        public @Nullable ClassLoader getContextClassLoader() {
            throw new AssertionError("getContextClassLoader");
        }

        @Override
        public boolean equals(@Nullable Object other) {
            throw new AssertionError("equals");
        }

        @Override
        public int hashCode() {
            throw new AssertionError("hashCode");
        }

        @Override
        public boolean isInterrupted() {
            throw new AssertionError("isInterrupted");
        }

        @Override
        public void interrupt() {
            super.interrupt();
            throw new AssertionError("interrupt");
        }
    }

    /** Says what is not so, but for its id. */
    private static final class Lying extends Thread {
        Lying(Runnable body) {
            super(body, "lying");
            setDaemon(true);
        }

        @Override
        public State getState() {
            return State.TERMINATED;
        }

        @Override
        public StackTraceElement[] getStackTrace() {
            return new StackTraceElement[] {new StackTraceElement("a.Liar", "lie", "Liar.java", 1)};
        }
    }

    @Test
    void plainThreadIsAskedItself() throws Exception {
        Thread thread = new Thread(this::stay);
        assertEquals(Thread.State.NEW, ThreadView.state(thread));
        thread.start();
        assertEquals(thread.getId(), ThreadView.id(thread).orElseThrow());
        assertEquals(thread.getContextClassLoader(), ThreadView.contextClassLoader(thread));
        assertTrue(ThreadView.all().stream().anyMatch(alive -> alive == thread));
        leave.countDown();
        thread.join();
        assertFalse(ThreadView.all().stream().anyMatch(alive -> alive == thread));
    }

    @Test
    void liarIsSeenAsTheJvmSeesIt() throws Exception {
        Thread thread = new Lying(this::stay);
        thread.start();
        while (ThreadView.state(thread) != Thread.State.WAITING) {
            Thread.sleep(1); // until it waits
        }
        StackTraceElement[] stack = ThreadView.stackTrace(thread);
        assertNotEquals("a.Liar", stack[0].getClassName());
        assertEquals("run", stack[stack.length - 1].getMethodName());
        leave.countDown();
        thread.join();
    }

    @Test
    void threadThatThrowsIsUnknownOrSeenAsTheJvmSeesIt() throws Exception {
        Thread thread = new Odd(this::stay);
        thread.start();
        assertEquals(HAS_FINAL_ID, ThreadView.id(thread).isPresent());
        assertEquals(HAS_FINAL_ID, ThreadView.state(thread) != null);
        assertEquals(HAS_FINAL_ID, ThreadView.stackTrace(thread).length > 0);
        assertNull(ThreadView.contextClassLoader(thread));
        RundownHolder holder = new RundownHolder(thread, 1);
        assertEquals(new RundownHolder(thread, 1), holder);
        assertEquals(new RundownHolder(thread, 1).hashCode(), holder.hashCode());
        assertNotEquals(new RundownHolder(new Odd(() -> {}), 1), holder);
        assertEquals("odd (1)", holder.toString());
        assertEquals(HAS_FINAL_ID, holder.stackTrace().length > 0);
        leave.countDown();
        thread.join();
    }

    /** Its own interrupt, which throws when the flag is set. */
    @Test
    void interruptThatThrowsHoldsNobodyUp() throws Exception {
        CompletableFuture<Boolean> seen = new CompletableFuture<>();
        Thread thread = new Thread(() -> {}) {
            @Override
            public void run() {
                ThreadView.interruptCurrent();
                seen.complete(ThreadView.isCurrentInterrupted());
            }

            @Override
            public void interrupt() {
                super.interrupt();
                throw new AssertionError("interrupt");
            }
        };
        thread.start();
        assertTrue(seen.get(30, TimeUnit.SECONDS));
        thread.join();
    }

    @Test
    void flagOfTheCallingThreadIsLeftAsItIs() {
        assertFalse(ThreadView.isCurrentInterrupted());
        ThreadView.interruptCurrent();
        assertTrue(ThreadView.isCurrentInterrupted());
        assertTrue(Thread.interrupted());
    }
}
