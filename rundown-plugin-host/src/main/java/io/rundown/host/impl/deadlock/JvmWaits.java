package io.rundown.host.impl.deadlock;

import io.rundown.spi.ThreadView;
import java.lang.management.LockInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What threads wait for, as the JVM tells: monitors and the locks of {@code java.util.concurrent} with their owners, the end of a thread, and
 * Felix's locks, whose owners the framework knows. A virtual thread, and one of unknown id, is taken to go on.
 */
final class JvmWaits implements WaitSource {

    /** Enough to find who parks a thread. */
    private static final int FRAMES = 24;

    /** Locks that several threads can have, so that the JVM knows no owner. */
    private static final Set<String> SHARED_LOCKS = Set.of(
            "java.util.concurrent.Semaphore",
            "java.util.concurrent.locks.ReentrantReadWriteLock",
            "java.util.concurrent.locks.StampedLock");

    private static final String EQUINOX = "org.eclipse.osgi.";

    private final KnownThreads threads;
    private final @Nullable FelixLocks felix;
    private final Map<Long, ThreadInfo> seen = new HashMap<>();

    JvmWaits(KnownThreads threads, @Nullable FelixLocks felix) {
        this.threads = threads;
        this.felix = felix;
    }

    @Override
    public void prepare(Collection<Thread> asked) {
        long[] ids = asked.stream()
                .map(ThreadView::id)
                .flatMapToLong(OptionalLong::stream)
                .toArray();
        ThreadMXBean jvm = ManagementFactory.getThreadMXBean();
        for (ThreadInfo info : jvm.getThreadInfo(ids, FRAMES)) {
            if (info != null) {
                seen.put(info.getThreadId(), info);
            }
        }
    }

    /** What the JVM told of a thread; {@code null} if nothing. */
    @Nullable
    ThreadInfo infoOf(Thread thread) {
        OptionalLong id = ThreadView.id(thread);
        return id.isPresent() ? seen.get(id.getAsLong()) : null;
    }

    @Override
    public @Nullable Wait of(Thread thread) {
        ThreadInfo info = infoOf(thread);
        if (info == null) {
            return null;
        }
        LockInfo lock = info.getLockInfo();
        if (info.getLockOwnerId() >= 0) {
            return ofOwned(info, String.valueOf(lock));
        }
        return lock == null ? null : ofOwnerless(thread, info, lock);
    }

    private @Nullable Wait ofOwned(ThreadInfo info, String lock) {
        Thread owner = threads.byId(info.getLockOwnerId());
        if (owner == null) {
            return threads.areSomeUnknown() ? Wait.forLockOfUnknown(lock) : null;
        }
        return Wait.forLock(lock, owner, isWithoutLimit(info));
    }

    /** Equinox waits for its locks with a limit of half a minute, and the caller gets an exception then. */
    private static boolean isWithoutLimit(ThreadInfo info) {
        return info.getThreadState() != Thread.State.TIMED_WAITING
                || Frames.caller(info.getStackTrace()).startsWith(EQUINOX);
    }

    private @Nullable Wait ofOwnerless(Thread thread, ThreadInfo info, LockInfo lock) {
        StackTraceElement[] stack = info.getStackTrace();
        if (Frames.isInJoin(stack)) {
            return threads.all().stream()
                    .filter(joined -> isThe(lock, joined))
                    .findFirst()
                    .map(joined -> Wait.forEnd(joined, info.getThreadState() == Thread.State.WAITING))
                    .orElse(null);
        }
        if (FelixLocks.isTaking(stack)) {
            return felix == null ? Wait.forLockOfUnknown("a lock of Felix") : felix.waitOf(thread, lock, stack);
        }
        return Stream.of(lock.getClassName())
                        .map(name -> name.contains("$") ? name.substring(0, name.indexOf('$')) : name)
                        .anyMatch(SHARED_LOCKS::contains)
                ? Wait.forLockOfUnknown(lock.toString())
                : null;
    }

    /** Whether the JVM means this object. */
    static boolean isThe(LockInfo lock, Object object) {
        return lock.getIdentityHashCode() == System.identityHashCode(object)
                && lock.getClassName().equals(object.getClass().getName());
    }
}
