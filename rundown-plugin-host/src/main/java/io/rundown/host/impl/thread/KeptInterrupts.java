package io.rundown.host.impl.thread;

import io.rundown.spi.ThreadKey;
import io.rundown.spi.ThreadView;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Interrupts that arrive while the host waits. The host keeps such an interrupt for the thread and restores it when the operation
 * is over. In between the flag is clear, because plugins, consumers and listeners run on the same thread: a thread that prints
 * while it is interrupted closes the standard output for ever if that is an interruptible channel.
 *
 * <p>An operation is a {@linkplain #open() scope}, or the stop of a bundle, which lasts until the framework says that the bundle
 * has stopped. Both nest: the interrupt is restored when the outermost of them is over.
 *
 * <p>Everything concerns the calling thread. The map has an entry only for threads that are inside an operation.
 */
public final class KeptInterrupts {

    private static final ConcurrentMap<ThreadKey, KeptInterrupts> OF_THREADS = new ConcurrentHashMap<>();

    private final Set<Long> stops = new HashSet<>();
    private int scopes;
    private boolean kept;

    private KeptInterrupts() {}

    /** An operation of the calling thread. Closing it, on the same thread, ends the operation. */
    public interface Scope extends AutoCloseable {
        @Override
        void close();
    }

    /** Begins an operation. An interrupt that has arrived before is kept as well. */
    public static Scope open() {
        KeptInterrupts mine = ofCurrentThread();
        mine.scopes++;
        mine.keepPresent();
        return () -> {
            mine.scopes--;
            mine.restoreIfOver();
        };
    }

    /** A bundle begins to stop on the calling thread. An interrupt that has arrived before is kept as well. */
    public static void bundleStops(long bundleId) {
        KeptInterrupts mine = ofCurrentThread();
        mine.stops.add(bundleId);
        mine.keepPresent();
    }

    /** A bundle has stopped, or has been uninstalled. Does nothing if it did not begin to stop on the calling thread. */
    public static void bundleStopped(long bundleId) {
        KeptInterrupts mine = OF_THREADS.get(ThreadKey.ofCurrent());
        if (mine != null && mine.stops.remove(bundleId)) {
            mine.restoreIfOver();
        }
    }

    /** Keeps an interrupt that a wait was told of, which has cleared the flag. Sets the flag again if no operation is going on. */
    public static void keep() {
        KeptInterrupts mine = OF_THREADS.get(ThreadKey.ofCurrent());
        if (mine == null) {
            ThreadView.interruptCurrent();
        } else {
            mine.kept = true;
        }
    }

    /** Returns whether an interrupt of the calling thread is kept. */
    public static boolean isKept() {
        KeptInterrupts mine = OF_THREADS.get(ThreadKey.ofCurrent());
        return mine != null && mine.kept;
    }

    /**
     * Forgets the interrupt that was kept, because the caller tells of it by an {@link InterruptedException}.
     *
     * @return whether there was one
     */
    public static boolean take() {
        KeptInterrupts mine = OF_THREADS.get(ThreadKey.ofCurrent());
        if (mine == null || !mine.kept) {
            return false;
        }
        mine.kept = false;
        return true;
    }

    private static KeptInterrupts ofCurrentThread() {
        return OF_THREADS.computeIfAbsent(ThreadKey.ofCurrent(), key -> new KeptInterrupts());
    }

    private void keepPresent() {
        kept |= Thread.interrupted();
    }

    private void restoreIfOver() {
        if (scopes == 0 && stops.isEmpty()) {
            OF_THREADS.remove(ThreadKey.ofCurrent());
            if (kept) {
                ThreadView.interruptCurrent();
            }
        }
    }
}
