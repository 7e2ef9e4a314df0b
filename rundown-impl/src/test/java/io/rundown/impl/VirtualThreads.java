package io.rundown.impl;

import java.lang.reflect.Method;

/** Starts virtual threads from code that is compiled for JDKs without them. */
final class VirtualThreads {

    private VirtualThreads() {}

    static Thread start(Runnable run) {
        try {
            Method start = Thread.class.getMethod("startVirtualThread", Runnable.class);
            return (Thread) start.invoke(null, run);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("no virtual threads", e);
        }
    }
}
