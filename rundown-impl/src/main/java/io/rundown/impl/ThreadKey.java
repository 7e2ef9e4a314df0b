package io.rundown.impl;

import org.jspecify.annotations.Nullable;

/**
 * A thread as the key of a map, which is that thread and no other. Not the thread itself: subclasses can override {@code equals}, and one
 * that does would be taken for another one that waits or holds a ref.
 */
final class ThreadKey {

    private final Thread thread;

    private ThreadKey(Thread thread) {
        this.thread = thread;
    }

    /** Has this class loaded now. */
    static void load() {}

    static ThreadKey of(Thread thread) {
        return new ThreadKey(thread);
    }

    static ThreadKey ofCurrent() {
        return of(Thread.currentThread());
    }

    Thread thread() {
        return thread;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ThreadKey key && key.thread == thread;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(thread);
    }

    @Override
    public String toString() {
        return thread.toString();
    }
}
