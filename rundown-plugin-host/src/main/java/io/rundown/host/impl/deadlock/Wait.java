package io.rundown.host.impl.deadlock;

import java.util.List;

/**
 * What one thread waits for, as seen at one moment.
 *
 * @param before the description up to the name of the other thread, such as {@code waits for a lock, which}
 * @param after the description behind that name, such as {@code has}
 * @param threads those that are waited for; empty if nobody can tell who they are
 * @param needs how many of them have to go on before the waiting thread does
 * @param certain whether the thread does wait for them, and has no limit of its own
 */
public record Wait(String before, String after, List<Thread> threads, Needs needs, boolean certain) {

    /** How many of the threads have to go on. */
    public enum Needs {
        /** All of them. If one is stuck, so is the waiting thread. */
        ALL,
        /** One of them, and nobody can tell which. The waiting thread is certainly stuck only if all of them are. */
        ONE_UNKNOWN
    }

    /** A wait for a lock that one thread has. */
    static Wait forLock(String lock, Thread owner, boolean certain) {
        return new Wait(
                "waits for " + lock + ", which", certain ? "has" : "has for now", List.of(owner), Needs.ALL, certain);
    }

    /** A wait for a lock that one of some threads has. */
    static Wait forLockOfOne(String lock, List<Thread> owners) {
        return new Wait(
                "waits for " + lock + ", which",
                owners.size() == 1 ? "has" : "possibly has",
                List.copyOf(owners),
                Needs.ONE_UNKNOWN,
                true);
    }

    /** A wait for a lock of which the JVM does not know who has it. */
    static Wait forLockOfUnknown(String lock) {
        return new Wait("waits for " + lock + ", which", "possibly has", List.of(), Needs.ONE_UNKNOWN, false);
    }

    /** A wait until a thread has ended. */
    static Wait forEnd(Thread thread, boolean certain) {
        return new Wait(
                "waits for the end of", certain ? "" : "for a limited time", List.of(thread), Needs.ALL, certain);
    }

    /** A wait for the result of a task that one of some threads may be running. */
    static Wait forResult(List<Thread> running) {
        return new Wait("waits for a result that", "possibly computes", List.copyOf(running), Needs.ONE_UNKNOWN, false);
    }

    /** A drain, which waits until all threads have left a plugin. */
    public static Wait forThreadsInside(String plugin, List<Thread> inside) {
        return new Wait("drains " + plugin + ", which", "is inside of", List.copyOf(inside), Needs.ALL, true);
    }

    /** The description, with the name of one of the threads that are waited for. */
    String by(String name) {
        return (before + " " + name + " " + after).strip();
    }
}
