package io.rundown.spi;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Answers questions about a thread without trusting its class.
 *
 * <p>A subclass of {@link Thread} can override {@code getId}, {@code getState}, {@code getStackTrace}, {@code getContextClassLoader}, {@code
 * isInterrupted} and {@code interrupt}. Such a method can throw, lie or hang. This class calls a method only if {@code Thread} itself, or
 * another class of the JDK's base module, defines it for that thread. Otherwise it asks the JVM by other ways, and where there is none it
 * answers that it does not know. No method of this class throws anything, except where its description says so.
 *
 * <p>All methods can be called by any thread, and none waits for a lock of the thread that it is asked about.
 */
public final class ThreadView {

    /** {@code Thread.isVirtual()}; {@code null} before JDK 21. A constant for the JIT. */
    private static final @Nullable MethodHandle IS_VIRTUAL = find("isVirtual", boolean.class);

    /** {@code Thread.threadId()}, which is final; {@code null} before JDK 19. A constant for the JIT. */
    private static final @Nullable MethodHandle THREAD_ID = find("threadId", long.class);

    private static final StackTraceElement[] UNKNOWN_STACK = {};

    private ThreadView() {}

    private static @Nullable MethodHandle find(String method, Class<?> type) {
        try {
            return MethodHandles.publicLookup().findVirtual(Thread.class, method, MethodType.methodType(type));
        } catch (NoSuchMethodException | IllegalAccessException e) {
            return null;
        }
    }

    /** Loads this class now, for callers that must not have to load it later. */
    public static void load() {}

    /**
     * Tells whether a thread is virtual.
     *
     * @return {@code true} if it is; always {@code false} before JDK 21
     */
    public static boolean isVirtual(Thread thread) {
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
     * Returns a number that a thread keeps for its life and shares with few others, for hashing. It is the low half of the thread's id, or
     * the thread's identity hash if the id is not certain. Ids are given out in turn, so their low bits differ.
     *
     * <p>The identity hash is not used for all threads. While the thread's monitor is inflated, as by somebody who waits in {@code join()},
     * asking for the hash is a call into the VM: 16 ns instead of a half (JDK 17).
     */
    public static int number(Thread thread) {
        if (THREAD_ID == null) {
            return thread.getClass() == Thread.class ? (int) plainId(thread) : System.identityHashCode(thread);
        }
        try {
            return (int) (long) THREAD_ID.invokeExact(thread);
        } catch (Throwable e) {
            throw new IllegalStateException("Thread.threadId() failed", e);
        }
    }

    /** For threads whose class does not override the method. Error Prone and the compiler warn of it on later JDKs. */
    @SuppressWarnings("deprecation")
    private static long plainId(Thread thread) {
        return thread.getId();
    }

    /**
     * Returns the id by which the JVM knows a thread.
     *
     * @return the id; empty before JDK 19 if the thread's class overrides {@code getId}
     */
    public static OptionalLong id(Thread thread) {
        try {
            if (THREAD_ID != null) {
                return OptionalLong.of((long) THREAD_ID.invokeExact(thread));
            }
            return isTrusted(thread, "getId") ? OptionalLong.of(plainId(thread)) : OptionalLong.empty();
        } catch (Throwable e) {
            return OptionalLong.empty();
        }
    }

    /**
     * Returns what a thread does now.
     *
     * @return the state; {@code null} if it is unknown
     */
    public static Thread.@Nullable State state(Thread thread) {
        try {
            return isTrusted(thread, "getState") ? thread.getState() : ThreadsOfTheJvm.state(id(thread));
        } catch (Throwable e) {
            return null;
        }
    }

    /**
     * Returns where a thread is now. This takes a safepoint or a handshake with that thread: for diagnosis only.
     *
     * @return the frames, innermost first; empty if the thread has ended, or if its stack is unknown
     */
    public static StackTraceElement[] stackTrace(Thread thread) {
        try {
            return isTrusted(thread, "getStackTrace") ? thread.getStackTrace() : ThreadsOfTheJvm.stackTrace(id(thread));
        } catch (Throwable e) {
            return UNKNOWN_STACK;
        }
    }

    /**
     * Returns the context class loader of a thread.
     *
     * @return the loader; {@code null} if the thread has none, or if it is unknown
     */
    public static @Nullable ClassLoader contextClassLoader(Thread thread) {
        try {
            return isTrusted(thread, "getContextClassLoader") ? thread.getContextClassLoader() : null;
        } catch (Throwable e) {
            return null;
        }
    }

    /**
     * Tells whether the class of a thread defines what an interrupt does. Then {@link #interrupt} can take any time.
     *
     * @return {@code true} if it overrides {@code interrupt}, or if that is unknown
     */
    public static boolean definesInterrupt(Thread thread) {
        return !isTrusted(thread, "interrupt");
    }

    /**
     * Interrupts a thread. The call runs code of others: that of the thread's class if it {@linkplain #definesInterrupt defines} what an
     * interrupt does, and that of the channel on which the thread is blocked. So it can take any time.
     *
     * @return whether the method returned normally
     */
    public static boolean interrupt(Thread thread) {
        try {
            thread.interrupt();
            return true;
        } catch (Throwable e) {
            return false;
        }
    }

    /**
     * Sets the interrupt flag of the calling thread, for callers that have cleared it. If the thread's class defines what an interrupt does,
     * a short-lived daemon thread calls it, and this method waits for it for one second at the most. An {@code interrupt} that hangs or throws
     * so holds nobody up; then the flag may stay clear.
     */
    public static void interruptCurrent() {
        Thread self = Thread.currentThread();
        if (definesInterrupt(self)) {
            ForeignInterrupt.ofCurrent();
        } else {
            interrupt(self);
        }
    }

    /**
     * Tells whether the interrupt flag of the calling thread is set, and leaves it as it is.
     *
     * @return the flag
     */
    public static boolean isCurrentInterrupted() {
        Thread self = Thread.currentThread();
        if (isTrusted(self, "isInterrupted")) {
            return self.isInterrupted();
        }
        boolean interrupted = Thread.interrupted();
        if (interrupted) {
            interruptCurrent();
        }
        return interrupted;
    }

    /**
     * Returns the platform threads that are alive. {@code Thread.getAllStackTraces()} does not do for this, because it hashes threads.
     *
     * @return those that were alive during the call; one that started or ended meanwhile may be missing
     */
    public static List<Thread> all() {
        try {
            ThreadGroup root = Thread.currentThread().getThreadGroup();
            for (ThreadGroup parent = root; parent != null; parent = parent.getParent()) {
                root = parent;
            }
            return root == null ? List.of() : all(root);
        } catch (Throwable e) {
            return List.of();
        }
    }

    private static List<Thread> all(ThreadGroup root) {
        Thread[] threads = new Thread[64];
        while (true) {
            int count = root.enumerate(threads, true);
            if (count < threads.length) { // otherwise some may be missing
                return Arrays.asList(threads).subList(0, count);
            }
            threads = new Thread[2 * threads.length];
        }
    }

    /** Whether a public method without parameters does what the JDK defines, for this thread. */
    private static boolean isTrusted(Thread thread, String method) {
        if (thread.getClass() == Thread.class) {
            return true;
        }
        try {
            Class<?> definer = thread.getClass().getMethod(method).getDeclaringClass();
            return definer == Thread.class || definer.getModule() == Thread.class.getModule();
        } catch (Throwable e) { // a class that the thread's class mentions may be missing
            return false;
        }
    }
}
