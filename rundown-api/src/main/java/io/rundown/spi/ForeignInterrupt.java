package io.rundown.spi;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Interrupts the calling thread, whose class defines what that does, by a thread that may hang in it. */
final class ForeignInterrupt {

    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private ForeignInterrupt() {}

    /** Returns when the calling thread is interrupted, or when the time has passed. */
    static void ofCurrent() {
        Thread self = Thread.currentThread();
        try {
            Thread interrupter = new Thread(null, () -> ThreadView.interrupt(self), "rundown interrupt", 0, false);
            interrupter.setDaemon(true);
            interrupter.setContextClassLoader(null);
            interrupter.start();
            long end = System.nanoTime() + PATIENCE_NANOS;
            while (interrupter.isAlive() && System.nanoTime() - end < 0) {
                LockSupport.parkNanos(LOOK_NANOS); // unlike join(), this leaves the flag set
            }
        } catch (Throwable e) {
            return; // before JDK 19 a thread makes no other one if its getContextClassLoader throws
        }
    }
}
