package io.rundown.proof.subject;

import io.rundown.CallGate;
import io.rundown.CallToken;
import io.rundown.RundownGuard;
import io.rundown.RundownRefFactory;
import io.rundown.RundownState;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A ref, and something that is free to be freed only while it is run down. */
public class Protected {

    private static final RundownRefFactory FACTORY = RundownRefFactory.load();

    private static final boolean APART = "membarrier".equals(System.getProperty("io.rundown.barrier"));

    /** So long that only a wait which nobody ended takes it. */
    private static final Duration LONG = Duration.ofSeconds(2);

    protected final CallGate ref;

    private final Rendezvous rendezvous = new Rendezvous();

    /** Plain on purpose: nothing but the ref orders it. */
    protected boolean freed;

    /** Plain as well; what users leave behind. */
    protected int left;

    protected Protected() {
        this(FACTORY.createGate("subject"));
    }

    protected Protected(CallGate ref) {
        this.ref = ref;
    }

    /** A guard that is out and no thread's: jcstress makes the subject on whichever thread it likes. */
    protected RundownGuard nobodysGuard() {
        RundownGuard own = ref.acquire();
        RundownGuard kept = ref.keep();
        own.close();
        return kept;
    }

    /** Acquires, looks twice, closes. */
    protected int acquireAndLook() {
        RundownGuard guard = ref.tryAcquire();
        if (guard == null) {
            return Sight.REFUSED;
        }
        int sight = look();
        guard.close();
        return sight;
    }

    /** Acquires, looks twice with some time between, closes. */
    protected int acquireAndStay() {
        RundownGuard guard = ref.tryAcquire();
        if (guard == null) {
            return Sight.REFUSED;
        }
        boolean before = freed;
        Rendezvous.linger();
        int sight = before || freed ? Sight.FREED : Sight.INSIDE;
        guard.close();
        return sight;
    }

    /** Waits for the other actor only where one of them waits for the kernel, and jcstress does not keep them together by itself. */
    protected void meetIfApart() {
        if (APART) {
            meet();
        }
    }

    /** Waits for the other actor to come to where it says so. */
    protected void meet() {
        rendezvous.meet();
    }

    /** Enters, looks twice, leaves. */
    protected int enterAndLook() {
        CallToken token = ref.enter();
        if (token == null) {
            return Sight.REFUSED;
        }
        int sight = look();
        token.exit();
        return sight;
    }

    /** Looks at the beginning and at the end of a use. */
    protected int look() {
        boolean before = freed;
        left = 1;
        pause(); // about as long as a drain takes
        return before || freed ? Sight.FREED : Sight.INSIDE;
    }

    /** Lets something happen in the other actor. */
    protected static void pause() {
        for (int i = 0; i < 6; i++) {
            Thread.onSpinWait();
        }
    }

    /** Frees if the run-down has ended. */
    protected void freeIfRunDown() {
        if (ref.state() == RundownState.RUN_DOWN) {
            freed = true;
        }
    }

    /**
     * Whether the run-down ends, and the waiter learns it before its time is up; {@code false} means that
     * the wake-up, or a use, was lost. At its limit a waiter looks once more, so what it answers then does
     * not count.
     */
    protected boolean ends() {
        return endsInTime(ref::awaitRundown);
    }

    /** Whether all but the calling thread's uses end, and that thread learns it before its time is up. */
    protected boolean othersEnd() {
        return endsInTime(ref::awaitOthers);
    }

    @FunctionalInterface
    private interface Wait {
        boolean await(Duration atMost) throws InterruptedException;
    }

    private boolean endsInTime(Wait wait) {
        ref.beginRundown();
        long begin = System.nanoTime();
        try {
            return wait.await(LONG) && System.nanoTime() - begin < LONG.toNanos();
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts", e);
        }
    }

    /** Whether a stage tells of the run-down's end. Unlike a wait it may be for a guard of one's own thread. */
    protected boolean endsByStage() {
        ref.beginRundown();
        try {
            ref.whenRundown().toCompletableFuture().get(LONG.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            return false;
        }
    }

    /** Whether a wait that begins the run-down itself returns without being interrupted for its length. */
    protected boolean waits() {
        Watchdog.begin();
        try {
            ref.waitForRundown();
            return true;
        } catch (InterruptedException e) {
            return false;
        } finally {
            Watchdog.end();
        }
    }

    /** Whether the run-down has ended, or ends within this time. */
    protected boolean awaits(Duration atMost) {
        try {
            return ref.awaitRundown(atMost);
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts", e);
        }
    }

    protected static void closeIfThere(@Nullable RundownGuard guard) {
        if (guard != null) {
            guard.close();
        }
    }
}
