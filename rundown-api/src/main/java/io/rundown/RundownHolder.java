package io.rundown;

import io.rundown.spi.ThreadView;
import org.jspecify.annotations.Nullable;

/**
 * A thread that acquired guards which are not closed, as seen by {@link RundownRef#holders()}.
 *
 * <p>The entry keeps the thread reachable; drop it after use. Two entries are equal if they have the same {@code Thread} object and the
 * same count. No method of an entry calls a method that the thread's class overrides.
 *
 * @param thread the thread that acquired the guards; it may have passed them on, and may have ended;
 *     {@code null} if it has ended and was garbage collected, or if the guards are no thread's, as those
 *     of {@link CallGate#keep()} are
 * @param count how many uses they stand for, at least 1
 */
public record RundownHolder(@Nullable Thread thread, long count) {

    /**
     * Makes an entry.
     *
     * @throws IllegalArgumentException if {@code count} is less than 1
     */
    public RundownHolder {
        if (count < 1) {
            throw new IllegalArgumentException("a holder holds at least 1, not " + count);
        }
    }

    /**
     * Where the thread is now. Takes a safepoint or a handshake with that thread: for diagnosis only.
     *
     * @return its stack, innermost frame first; empty if the thread has ended, or if its stack is unknown
     */
    public StackTraceElement[] stackTrace() {
        return thread == null ? new StackTraceElement[0] : ThreadView.stackTrace(thread);
    }

    /** Compares the threads by identity. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RundownHolder holder && holder.thread == thread && holder.count == count;
    }

    /** Returns a hash of the thread's identity and of the count. */
    @Override
    public int hashCode() {
        return 31 * System.identityHashCode(thread) + Long.hashCode(count);
    }

    /** The thread's name and count, for log lines. */
    @Override
    public String toString() {
        return (thread == null ? "a result to come, or a thread that has ended" : thread.getName()) + " (" + count
                + ")";
    }
}
