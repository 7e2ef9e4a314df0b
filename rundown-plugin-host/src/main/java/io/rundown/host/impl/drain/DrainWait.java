package io.rundown.host.impl.drain;

import io.rundown.CallGate;
import io.rundown.RundownCancelledException;
import io.rundown.RundownState;
import io.rundown.host.DrainOutcome;
import io.rundown.host.impl.bound.Deadline;
import io.rundown.host.impl.thread.KeptInterrupts;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The wait of one drain for the gates that it has closed. Now and then it looks whether it waits in vain, and tells how it goes. */
final class DrainWait {

    /** How often a drain that waits looks whether it does so in vain. */
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(400);

    /** What the drain does while it waits. Nothing of it throws. */
    interface Meanwhile {

        /** Looks whether it waits in vain: the outcome if it does, {@code null} if not. */
        @Nullable
        DrainOutcome look();

        /** Tells how it goes. */
        void progress();
    }

    private final Meanwhile meanwhile;
    private final boolean endsByInterrupt;
    private final long progressNanos;
    private long nextProgress;
    private long nextLook;

    /**
     * A wait that has not begun.
     *
     * @param endsByInterrupt whether an interrupt ends also a wait with a deadline
     */
    DrainWait(Meanwhile meanwhile, boolean endsByInterrupt, Duration progressInterval) {
        this.meanwhile = meanwhile;
        this.endsByInterrupt = endsByInterrupt;
        this.progressNanos = TimeUnit.NANOSECONDS.convert(progressInterval);
        this.nextProgress = System.nanoTime() + progressNanos;
        this.nextLook = System.nanoTime() + LOOK_NANOS;
    }

    /**
     * Waits until nobody but the calling thread is inside any of the gates. An interrupt ends only a wait that has no other end, or
     * that of an operation. Where a bundle stops it is kept for later, since a thread that was interrupted before it stops a bundle
     * must not break calls.
     */
    DrainOutcome await(List<CallGate> gates, Deadline deadline) {
        for (CallGate gate : gates) {
            while (gate.state() != RundownState.RUN_DOWN) {
                if ((endsByInterrupt || !deadline.isLimited()) && KeptInterrupts.isKept()) {
                    return DrainOutcome.INTERRUPTED;
                }
                try {
                    if (gate.awaitOthers(Duration.ofNanos(untilNextStep(deadline)))) {
                        break;
                    }
                } catch (InterruptedException e) {
                    KeptInterrupts.keep();
                    continue;
                } catch (RundownCancelledException e) {
                    gate.beginRundown(); // another drain had closed it before, and was given up
                    continue;
                }
                if (deadline.isOver()) {
                    return DrainOutcome.TIMED_OUT;
                }
                DrainOutcome inVain = step();
                if (inVain != null) {
                    return inVain;
                }
            }
        }
        return DrainOutcome.DRAINED;
    }

    private long untilNextStep(Deadline deadline) {
        long now = System.nanoTime();
        return Math.min(deadline.remainingNanos(), Math.max(0, Math.min(nextProgress, nextLook) - now));
    }

    private @Nullable DrainOutcome step() {
        if (nextLook - System.nanoTime() <= 0) {
            DrainOutcome inVain = meanwhile.look();
            nextLook = System.nanoTime() + LOOK_NANOS;
            if (inVain != null) {
                return inVain;
            }
        }
        if (nextProgress - System.nanoTime() <= 0) {
            meanwhile.progress();
            nextProgress = System.nanoTime() + progressNanos;
        }
        return null;
    }
}
