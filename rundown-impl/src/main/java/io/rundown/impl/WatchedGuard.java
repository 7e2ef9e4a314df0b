package io.rundown.impl;

import io.rundown.RundownGuard;
import java.lang.System.Logger.Level;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;

/**
 * A guard that, should it become garbage unclosed, is released, counted, and logged. It is watched before
 * its uses are counted, since there may be no memory for the watch, but is not taken for lost until
 * they are: else an error in between would have uses released that were never added.
 */
final class WatchedGuard extends SlotGuard {

    private final Lost lost;
    private final Cleaner.Cleanable watch;

    WatchedGuard(Slot slot, int count) {
        super(slot, count);
        this.lost = new Lost(slot, count);
        this.watch = LeakDetection.watch(this, lost);
    }

    /**
     * The guard stays reachable to the end, so that it cannot be found lost while it is being closed. It is
     * released before the watch ends, which takes a lock of the JDK's that a drain need not wait for.
     */
    @Override
    public void close() {
        try {
            super.close();
            if (!lost.isOut) {
                watch.clean();
            }
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    @Override
    public RundownGuard share() {
        try {
            return super.share();
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    @Override
    RundownGuard shareWithNobody() {
        try {
            return super.shareWithNobody();
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    @Override
    void counted() {
        lost.isOut = true;
    }

    @Override
    void closed() {
        lost.isOut = false;
    }

    /** What is left of the guard when it is garbage. */
    private static final class Lost implements Runnable {

        private static final System.Logger LOG = System.getLogger("io.rundown");

        private final Slot slot;
        private final int count;
        private final String thread = Thread.currentThread().getName();
        private final Throwable acquisition = new Throwable("acquired here");
        private volatile boolean isOut;

        Lost(Slot slot, int count) {
            this.slot = slot;
            this.count = count;
        }

        @Override
        public void run() {
            if (!isOut) {
                return;
            }
            SlotRundownRef ref = slot.ref;
            ref.countLeak();
            slot.giveBack(count);
            LOG.log(
                    Level.WARNING,
                    "a guard of '" + ref.name() + "', count " + count + ", acquired by thread '" + thread
                            + "', was never closed and has become garbage; it is released now. Close guards in a"
                            + " finally block or by try-with-resources",
                    acquisition);
        }
    }
}
