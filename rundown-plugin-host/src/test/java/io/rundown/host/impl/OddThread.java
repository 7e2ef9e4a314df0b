package io.rundown.host.impl;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** A thread whose class overrides what it can. */
@SuppressWarnings("deprecation")
abstract class OddThread extends Thread {

    /** What the methods do. */
    enum Kind {
        THROWING {
            @Override
            OddThread thread(Runnable body) {
                return new Throwing(body);
            }
        },
        LYING {
            @Override
            OddThread thread(Runnable body) {
                return new Lying(body);
            }
        },
        HANGING {
            @Override
            OddThread thread(Runnable body) {
                return new Hanging(body);
            }
        };

        abstract OddThread thread(Runnable body);
    }

    /** The thread for which liars give themselves out. */
    static volatile @Nullable Thread idol;

    /** Whether the context class loader of those that throw can be had all the same. */
    static volatile boolean sparesContextClassLoader;

    /** Opened to let go whoever hangs. */
    static volatile CountDownLatch hangs = new CountDownLatch(0);

    private OddThread(Runnable body) {
        super(body, "odd");
        setDaemon(true);
    }

    /** Runs something on such a thread. */
    static <T> CompletableFuture<T> async(Kind kind, Callable<T> body) {
        CompletableFuture<T> result = new CompletableFuture<>();
        kind.thread(() -> {
                    try {
                        result.complete(body.call());
                    } catch (Throwable e) {
                        result.completeExceptionally(e);
                    }
                })
                .start();
        return result;
    }

    private static final class Throwing extends OddThread {

        Throwing(Runnable body) {
            super(body);
        }

        private static AssertionError odd(String method) {
            return new AssertionError(method + " of an odd thread");
        }

        @Override
        public long getId() {
            throw odd("getId");
        }

        @Override
        public State getState() {
            throw odd("getState");
        }

        @Override
        public StackTraceElement[] getStackTrace() {
            throw odd("getStackTrace");
        }

        @Override
        public boolean equals(@Nullable Object other) {
            throw odd("equals");
        }

        @Override
        public int hashCode() {
            throw odd("hashCode");
        }

        @Override
        public void interrupt() {
            throw odd("interrupt");
        }

        @Override
        public boolean isInterrupted() {
            throw odd("isInterrupted");
        }

        @Override
        public String toString() {
            throw odd("toString");
        }

        @Override
        public @Nullable ClassLoader getContextClassLoader() {
            if (sparesContextClassLoader) {
                return null;
            }
            throw odd("getContextClassLoader");
        }

        @Override
        public @Nullable UncaughtExceptionHandler getUncaughtExceptionHandler() {
            throw odd("getUncaughtExceptionHandler");
        }
    }

    /** Equal to everybody, with the id of the idol and with the stack of a thread that Felix lets wait for its global lock. */
    private static final class Lying extends OddThread {

        Lying(Runnable body) {
            super(body);
        }

        @Override
        public long getId() {
            Thread present = idol;
            return present == null ? 1 : present.getId();
        }

        @Override
        public State getState() {
            return State.WAITING;
        }

        @Override
        public StackTraceElement[] getStackTrace() {
            String felix = "org.apache.felix.framework.Felix";
            return new StackTraceElement[] {
                new StackTraceElement(felix, "acquireGlobalLock", "Felix.java", 1),
                new StackTraceElement(felix, "refreshPackages", "Felix.java", 2)
            };
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return true;
        }

        @Override
        public int hashCode() {
            return 0;
        }

        @Override
        public void interrupt() {}

        @Override
        public boolean isInterrupted() {
            return true;
        }

        @Override
        public String toString() {
            return "";
        }

        @Override
        public @Nullable ClassLoader getContextClassLoader() {
            return null;
        }
    }

    private static final class Hanging extends OddThread {

        Hanging(Runnable body) {
            super(body);
        }

        @Override
        public void interrupt() {
            while (hangs.getCount() > 0) {
                try {
                    hangs.await();
                } catch (InterruptedException e) {
                    continue; // it hangs
                }
            }
        }
    }
}
