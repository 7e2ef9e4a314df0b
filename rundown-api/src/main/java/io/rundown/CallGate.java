package io.rundown;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A {@link RundownRef} with an entrance for proxies: it costs no allocation, and lets a thread that is
 * already inside enter again.
 *
 * <p>For authors of proxies and interceptors, where the use is one call, entered and left by the same
 * thread, and the code between is known to leave:
 *
 * <pre>{@code
 * CallToken token = gate.enter();
 * if (token == null) {
 *     throw unavailable();
 * }
 * try {
 *     return target.call();
 * } finally {
 *     token.exit();
 * }
 * }</pre>
 *
 * <p>Everybody else takes a {@link RundownGuard}, which detects misuse that a token, for speed,
 * does not. Gate and guards count together: a run-down waits for both.
 */
@ProviderType
public interface CallGate extends RundownRef {

    /**
     * Enters for one call on the calling thread. Passes if the ref is {@link RundownState#ACTIVE
     * ACTIVE}, and also while it is {@link RundownState#DRAINING DRAINING} if the calling thread
     * {@linkplain #isHeldByCurrentThread() holds} it already: the nested call is part of one that the
     * run-down waits for.
     *
     * <p>Never blocks, and never waits for other threads that enter or leave.
     *
     * @return the token to leave with, or {@code null} if the run-down has begun
     */
    @Nullable
    CallToken enter();

    /**
     * Acquires a guard on behalf of the calling thread, which {@linkplain #isHeldByCurrentThread() holds}
     * this ref already, also when the run-down has begun. For what outlives a call that is inside, such
     * as a result to come: the guard takes over where the call ends, and the run-down waits for it. It
     * counts for no thread: a thread that has only this does not hold the ref, and its calls are not nested.
     *
     * <p>Never blocks.
     *
     * @return a guard that its owner must close
     * @throws IllegalStateException if the calling thread does not hold this ref
     */
    RundownGuard keep();
}
