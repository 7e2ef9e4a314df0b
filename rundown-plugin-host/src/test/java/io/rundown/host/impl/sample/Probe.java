package io.rundown.host.impl.sample;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/** What a test and the sample plugin tell each other. One test at a time. */
public final class Probe {
    /** Opened by a call that is inside. */
    public static volatile CountDownLatch inside = new CountDownLatch(1);

    /** Opened by the test to let the call go. */
    public static volatile CountDownLatch leave = new CountDownLatch(1);

    /** Whether the activator was stopped. */
    public static final AtomicBoolean STOPPED = new AtomicBoolean();

    /** Whether a call saw the plugin stopped while it was inside. */
    public static final AtomicBoolean RAN_STOPPED = new AtomicBoolean();

    /** What the activator does when it is stopped. */
    public static volatile Runnable atStop = () -> {};

    private Probe() {}

    /** Forgets what was. */
    public static void reset() {
        inside = new CountDownLatch(1);
        leave = new CountDownLatch(1);
        atStop = () -> {};
        STOPPED.set(false);
        RAN_STOPPED.set(false);
    }
}
