package io.rundown.host.impl.drain;

import io.rundown.host.TimeoutAction;
import io.rundown.host.impl.config.DrainPolicy;
import io.rundown.host.impl.deadlock.Certainty;
import io.rundown.host.impl.deadlock.Findings;
import io.rundown.host.impl.deadlock.Waits;
import io.rundown.host.impl.hold.WaitingCalls;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks whether a drain waits in vain. There are two reasons: everybody inside waits for the draining thread, or somebody inside waits for
 * a call that is parked until the drain is over. Each is believed if two looks in a row find it, because a lock that is being taken or
 * released at the moment of one look does not count. Whatever goes wrong with a look, the drain goes on.
 */
final class VainWait {

    /** Of so many threads inside, and of so many parked calls, it is found out who waits for whom. */
    private static final int LOOKED_AT = 64;

    private final Drain drain;
    private final DrainPolicy policy;
    private final Deadlocks deadlocks;
    private Findings before = Findings.none();
    private List<Thread> awaitedBefore = List.of();
    private @Nullable String deadlock;

    VainWait(Drain drain, DrainPolicy policy, Deadlocks deadlocks) {
        this.drain = drain;
        this.policy = policy;
        this.deadlocks = deadlocks;
    }

    /** Returns who waits for what, if the last look found that everybody inside waits for the draining thread, or possibly does. */
    @Nullable
    String deadlock() {
        return deadlock;
    }

    /**
     * Looks. Lets parked calls in for which calls inside wait.
     *
     * @return whether the drain is to end: everybody inside certainly waits for the draining thread; or possibly does, and the drain
     *     timeout has passed, also if the policy is to wait without a limit
     */
    boolean look() {
        try {
            admitAwaited();
            Findings now = deadlocks.find(drain.holdersBesidesThisThread());
            boolean again = now.areAs(before);
            before = now;
            deadlock = again && now.areAllPossiblyStuck() ? now.describe() : null;
            return deadlock != null && (now.areAllCertainlyStuck() || isWaitBeyondTimeout());
        } catch (RuntimeException | Error e) {
            deadlock = null;
            return false;
        }
    }

    /** Whether the time is up of a drain that goes on all the same. Others have a deadline of their own. */
    private boolean isWaitBeyondTimeout() {
        return policy.onTimeout() == TimeoutAction.WAIT && drain.elapsed().compareTo(policy.timeout()) >= 0;
    }

    private void admitAwaited() {
        WaitingCalls calls = drain.plugin().waitingCalls();
        List<Thread> awaited = awaitedAmong(calls.threads());
        List<Thread> again = awaited.stream().filter(this::wasAwaitedBefore).toList();
        awaitedBefore = awaited;
        if (!again.isEmpty()) {
            calls.admitAsNested(again);
        }
    }

    /** By identity, since a thread may take itself to be equal to another one. */
    private boolean wasAwaitedBefore(Thread thread) {
        for (Thread other : awaitedBefore) {
            if (other == thread) {
                return true;
            }
        }
        return false;
    }

    private List<Thread> awaitedAmong(List<Thread> parked) {
        List<Thread> awaited = new ArrayList<>();
        if (!parked.isEmpty()) {
            drain.threadsInside(Thread.currentThread()).stream()
                    .limit(LOOKED_AT)
                    .filter(inside -> Waits.leadTo(inside, parked) != Certainty.NO)
                    .forEach(inside -> parked.stream()
                            .limit(LOOKED_AT)
                            .filter(call -> Waits.leadTo(inside, List.of(call)) != Certainty.NO)
                            .forEach(awaited::add));
        }
        return awaited;
    }
}
