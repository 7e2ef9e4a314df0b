package io.rundown.spi;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Identifies one thread, for example as the key of a map.
 *
 * <p>Two keys are equal if they were made for the same {@link Thread} object. A {@code Thread} itself must not be the key of a hashing map
 * or set: subclasses can override {@code equals} and {@code hashCode}, and such a thread can be mistaken for another one, or throw. This
 * class calls no method of the thread that a subclass can override.
 *
 * <p>A key keeps its thread reachable. Keys are immutable, and any thread may use them.
 */
public final class ThreadKey {

    private final Thread thread;

    private ThreadKey(Thread thread) {
        this.thread = thread;
    }

    /**
     * Returns a key for a thread.
     *
     * @param thread the thread to identify
     * @return a key that is equal to all keys of this thread, and to no other object
     */
    public static ThreadKey of(Thread thread) {
        return new ThreadKey(Objects.requireNonNull(thread, "thread"));
    }

    /**
     * Returns a key for the calling thread.
     *
     * @return as {@link #of} with {@link Thread#currentThread()}
     */
    public static ThreadKey ofCurrent() {
        return new ThreadKey(Thread.currentThread());
    }

    /**
     * Returns the thread that this key was made for.
     *
     * @return the thread itself
     */
    public Thread thread() {
        return thread;
    }

    /**
     * Tells whether this key was made for the calling thread.
     *
     * @return {@code true} if it was
     */
    public boolean isCurrent() {
        return thread == Thread.currentThread();
    }

    /** Compares the threads by identity. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ThreadKey key && key.thread == thread;
    }

    /** Returns the identity hash of the thread. */
    @Override
    public int hashCode() {
        return System.identityHashCode(thread);
    }

    /** Returns the thread's name in quotation marks, for log lines. Different threads can have the same name. */
    @Override
    public String toString() {
        return "thread '" + thread.getName() + "'";
    }
}
