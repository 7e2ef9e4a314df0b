package io.rundown;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Protects one thing from being removed while it is in use.
 *
 * <p>Threads take a {@link RundownGuard} before each use and close it afterwards. {@link
 * #beginRundown()} closes the door: from then on no guard is given, while the guards already out stay
 * good. When the last of them is closed the ref is {@linkplain RundownState#RUN_DOWN run down}, waiting
 * threads return, and the thing may be freed. After that {@link #reinitialize()} may open the ref
 * again for the next thing.
 *
 * <p>All methods may be called by any thread, platform or virtual, at any time. Those that can block
 * say so; all others neither block nor wait. A guard belongs to no thread: it may be closed by
 * another than the one that acquired it. For diagnosis ({@link #holders()}, {@link
 * #isHeldByCurrentThread()}) and for finding a thread that would wait for itself, a guard counts for
 * the thread that acquired it.
 *
 * <p>Memory consistency effects: actions under a guard <i>happen-before</i> the normal return of
 * {@link #awaitRundown()} and its variants, and before the completion of {@link #whenRundown()}.
 * Actions before {@link #reinitialize()} <i>happen-before</i> each later successful acquisition.
 *
 * @see <a href="https://learn.microsoft.com/windows-hardware/drivers/kernel/run-down-protection">Run-Down
 *     Protection in the Windows NT kernel, where the terms come from</a>
 */
@ProviderType
public interface RundownRef {

    /**
     * Takes a guard if the ref is {@link RundownState#ACTIVE ACTIVE}. Corresponds to {@code
     * ExAcquireRundownProtection}.
     *
     * <p>Never blocks, and never waits for other threads that acquire or release.
     *
     * @return a guard that the caller must close, or {@code null} if the run-down has begun
     */
    @Nullable
    RundownGuard tryAcquire();

    /**
     * Takes one guard that counts {@code count} uses, if the ref is {@link RundownState#ACTIVE
     * ACTIVE}. Closing it releases all of them. Corresponds to {@code ExAcquireRundownProtectionEx}.
     *
     * @param count how many uses the guard stands for, at least 1
     * @return a guard that the caller must close, or {@code null} if the run-down has begun
     * @throws IllegalArgumentException if {@code count} is less than 1
     */
    @Nullable
    RundownGuard tryAcquire(int count);

    /**
     * Takes a guard, or says why there is none. Does not wait for a {@linkplain #reinitialize()
     * re-initialisation}.
     *
     * @return a guard that the caller must close
     * @throws RundownInProgressException if the ref is not {@link RundownState#ACTIVE ACTIVE}
     */
    default RundownGuard acquire() {
        RundownGuard guard = tryAcquire();
        if (guard == null) {
            throw new RundownInProgressException(this);
        }
        return guard;
    }

    /**
     * Refuses guards from now on. Returns at once: it does not wait for the guards that are out. Doing
     * it again, also by several threads at the same time, is harmless.
     *
     * @return {@code true} if this call took the ref out of {@link RundownState#ACTIVE ACTIVE}
     */
    boolean beginRundown();

    /**
     * Opens the ref again if guards are still out. Threads that wait for the run-down get {@link
     * RundownCancelledException}, and so do the stages of {@link #whenRundown()}. Waits begun after
     * this call are for the next run-down.
     *
     * @return {@code true} if the ref went from {@link RundownState#DRAINING DRAINING} back to {@link
     *     RundownState#ACTIVE ACTIVE}; {@code false}, with nothing changed, in any other state
     */
    boolean cancelRundown();

    /**
     * Opens a ref that is {@link RundownState#RUN_DOWN RUN_DOWN} for its next use. Corresponds to
     * {@code ExReInitializeRundownProtection}.
     *
     * <p>Memory consistency effects: actions before this call <i>happen-before</i> each later
     * successful acquisition.
     *
     * @throws IllegalStateException if the ref is in another state; the message names it
     */
    void reinitialize();

    /**
     * Waits until the ref is run down: no guard is out, and none is to be had before {@link
     * #reinitialize()}. It does not begin the run-down: on an {@link RundownState#ACTIVE ACTIVE} ref it
     * waits for somebody to begin it. Returns at once if the ref is {@link RundownState#RUN_DOWN
     * RUN_DOWN}. Any number of threads may wait. Corresponds to {@code
     * ExWaitForRundownProtectionRelease}.
     *
     * <p>Blocks without a limit. A wait that overlaps a run-down returns for it, even if the ref has
     * been re-initialised by the time the thread runs again.
     *
     * <p>Memory consistency effects: actions under any guard <i>happen-before</i> the return.
     *
     * @throws InterruptedException if the thread is interrupted before or while it waits
     * @throws RundownCancelledException if the run-down is cancelled while the thread waits
     * @throws RundownDeadlockException if the wait could never end because the thread itself holds a
     *     guard of this ref, or one of another ref that a holder of this one waits for
     */
    void awaitRundown() throws InterruptedException;

    /**
     * Waits like {@link #awaitRundown()}, for a limited time.
     *
     * <p>Threads that would wait for each other are told so at once, and do not wait for their time to run out: a wait with a limit
     * counts as one without. To look only is no wait.
     *
     * @param timeout how long to wait at the most; zero or negative means to look only
     * @return {@code true} if the ref is run down, with the guarantees of {@link #awaitRundown()};
     *     {@code false} if the time ran out first
     * @throws InterruptedException if the thread is interrupted before or while it waits
     * @throws RundownCancelledException if the run-down is cancelled while the thread waits
     * @throws RundownDeadlockException if the timeout is positive and the thread itself holds a guard of this ref, or one of another
     *     ref that a holder of this one waits for
     * @throws NullPointerException if {@code timeout} is null
     */
    boolean awaitRundown(Duration timeout) throws InterruptedException;

    /**
     * Begins the run-down and waits for it: {@link #beginRundown()}, then {@link #awaitRundown()}. If the
     * wait could be seen to be without an end beforehand, the run-down has not been begun when {@link
     * RundownDeadlockException} is thrown.
     *
     * @throws InterruptedException if the thread is interrupted before or while it waits; the run-down
     *     has begun and stays so
     * @throws RundownCancelledException if the run-down is cancelled while the thread waits
     * @throws RundownDeadlockException if the thread itself holds a guard of this ref, or one of another
     *     ref that a holder of this one waits for
     */
    void waitForRundown() throws InterruptedException;

    /**
     * Waits until no <i>other</i> thread holds a guard and no new one can be had: what a thread needs
     * that stops, from inside a use, the thing it is using. If the calling thread holds no guard this
     * is {@link #awaitRundown(Duration)}, but that circles of waits are not looked for: they last until the
     * time runs out. Otherwise the ref stays {@link RundownState#DRAINING
     * DRAINING} until the calling thread closes its guards, and goes to {@link RundownState#RUN_DOWN
     * RUN_DOWN} then.
     *
     * <p>Memory consistency effects: actions under the guards of other threads <i>happen-before</i> a
     * return of {@code true}.
     *
     * @param timeout how long to wait at the most; zero or negative means to look only
     * @return {@code true} if only the calling thread holds guards, or nobody; {@code false} if the
     *     time ran out first
     * @throws InterruptedException if the thread is interrupted before or while it waits
     * @throws RundownCancelledException if the run-down is cancelled while the thread waits
     * @throws NullPointerException if {@code timeout} is null
     */
    boolean awaitOthers(Duration timeout) throws InterruptedException;

    /**
     * A stage that completes when the run-down of the present cycle is done, and exceptionally if that
     * run-down is cancelled: with {@link RundownCancelledException}, which dependent stages see as the
     * cause of a {@link java.util.concurrent.CompletionException}. No thread waits for it. On an
     * {@link RundownState#ACTIVE ACTIVE} ref it belongs to the run-down that comes next; on a ref that
     * is {@link RundownState#RUN_DOWN RUN_DOWN} it is complete. Dependent actions given without an
     * executor run on the thread that ends the run-down, after that has taken effect: the one that closes
     * the last guard or begins with none out; at times one that waits, asks for the state, opens the ref again, or was refused and takes back
     * its attempt; or a thread of the implementation's. They should be short.
     *
     * <p>Memory consistency effects: actions under any guard <i>happen-before</i> the dependent
     * actions.
     *
     * @return a stage that callers cannot complete
     */
    CompletionStage<@Nullable Void> whenRundown();

    /**
     * The state as of a moment during the call. While the ref is {@link RundownState#DRAINING DRAINING} it may be
     * this look that finds the last guard closed: it ends the run-down then, and runs the actions of {@link
     * #whenRundown()} that are not asynchronous.
     *
     * @return the state, which may have changed by the time the caller looks at it
     */
    RundownState state();

    /**
     * How many uses are out, summed over all guards. An estimate: guards acquired or closed during the
     * call may or may not be counted. It is exact when nothing changes meanwhile.
     *
     * @return the number of uses out, never negative
     */
    long inFlight();

    /**
     * Who holds guards, for diagnosis: one entry for each thread that acquired guards which are not
     * closed. Like {@link #inFlight()} an estimate. Takes time proportional to the number of threads;
     * not for the hot path.
     *
     * @return the holders, in no particular order; a snapshot that does not change
     */
    List<RundownHolder> holders();

    /**
     * Tells whether the calling thread acquired guards of this ref that are not closed, is inside by
     * {@link CallGate#enter()}, or runs work that {@link RundownGuard#wrap(Runnable)} or {@link
     * RundownGuard#carryTo} gave a guard. Exact for the guards that only this thread closes.
     *
     * @return {@code true} if it holds the ref
     */
    boolean isHeldByCurrentThread();

    /**
     * How many guards of this ref became garbage without having been closed, since the ref was made.
     * Each was released and logged with the place of its acquisition when it was found, which is some
     * time after a garbage collection. Guards are watched only if the implementation was told to: with
     * this project's, by the system property {@code io.rundown.leaks}, which is {@code off} unless set to
     * {@code sampled} or {@code every}.
     *
     * @return the number of leaked guards that were found
     */
    long leakedGuards();

    /**
     * What the ref was called when it was made.
     *
     * @return the name, for messages
     */
    String name();
}
