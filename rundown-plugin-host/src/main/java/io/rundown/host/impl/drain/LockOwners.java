package io.rundown.host.impl.drain;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which thread has the lock that another thread waits for. The JVM tells for monitors and for the locks of {@code
 * java.util.concurrent}; Felix's global lock is neither, and is recognised by the methods that take it and hold it.
 */
final class LockOwners {

    private static final String FELIX = "org.apache.felix.framework.Felix";
    private static final Set<String> TAKING = Set.of("acquireGlobalLock", "acquireBundleLock");
    private static final Set<String> HOLDING = Set.of("refreshPackages");

    private LockOwners() {}

    /** A lock, and the id of the thread that has it. */
    record Owned(String lock, long owner) {}

    /** The lock that a thread waits for, if the JVM knows who has it; {@code null} otherwise. */
    static @Nullable Owned awaitedBy(long threadId) {
        ThreadInfo info;
        try {
            info = ManagementFactory.getThreadMXBean().getThreadInfo(threadId);
        } catch (NoClassDefFoundError e) {
            return null; // a runtime without the module java.management
        }
        return info == null || info.getLockOwnerId() < 0
                ? null
                : new Owned(String.valueOf(info.getLockName()), info.getLockOwnerId());
    }

    /** Whether a thread waits until nobody has Felix's global lock, without which no bundle can be locked either. */
    static boolean awaitsFelixGlobalLock(Thread thread) {
        return thread.getState() == Thread.State.WAITING && isIn(thread, TAKING);
    }

    /** Whether a thread has Felix's global lock for long. */
    static boolean hasFelixGlobalLock(Thread thread) {
        return isIn(thread, HOLDING);
    }

    private static boolean isIn(Thread thread, Set<String> methods) {
        return Arrays.stream(thread.getStackTrace())
                .anyMatch(frame -> FELIX.equals(frame.getClassName()) && methods.contains(frame.getMethodName()));
    }
}
