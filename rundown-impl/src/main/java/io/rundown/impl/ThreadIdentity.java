package io.rundown.impl;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/** What tells threads apart, on JDKs that have virtual threads and on those that have not. */
final class ThreadIdentity {

    /** {@code Thread.isVirtual()}; {@code null} before JDK 21. A constant for the JIT. */
    private static final @Nullable MethodHandle IS_VIRTUAL = find("isVirtual", boolean.class);

    /** {@code Thread.threadId()}, which is final; {@code null} before JDK 19. A constant for the JIT. */
    private static final @Nullable MethodHandle THREAD_ID = find("threadId", long.class);

    private ThreadIdentity() {}

    private static @Nullable MethodHandle find(String method, Class<?> type) {
        try {
            return MethodHandles.publicLookup().findVirtual(Thread.class, method, MethodType.methodType(type));
        } catch (NoSuchMethodException | IllegalAccessException e) {
            return null;
        }
    }

    /** Has this class loaded now. */
    static void load() {}

    static boolean isVirtual(Thread thread) {
        if (IS_VIRTUAL == null) {
            return false;
        }
        try {
            return (boolean) IS_VIRTUAL.invokeExact(thread);
        } catch (Throwable e) {
            throw new IllegalStateException("Thread.isVirtual() failed", e);
        }
    }

    /**
     * A number that a thread keeps for its life, and that few share in the low bits: those of ids, which
     * are given out in turn, or of identity hashes, which are random. {@code Thread.getId()} is not asked of
     * subclasses, which can override it. The hash is not asked of others, since it is a call into the VM while the thread's
     * monitor is inflated, as by somebody who waits in {@code join()}: 16 ns instead of a half (JDK 17).
     */
    static int number(Thread thread) {
        if (THREAD_ID == null) {
            return thread.getClass() == Thread.class ? (int) thread.getId() : System.identityHashCode(thread);
        }
        try {
            return (int) (long) THREAD_ID.invokeExact(thread);
        } catch (Throwable e) {
            throw new IllegalStateException("Thread.threadId() failed", e);
        }
    }
}
