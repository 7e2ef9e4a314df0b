package io.rundown.host.impl.proxy;

import io.rundown.RundownGuard;
import io.rundown.host.impl.log.HostLog;
import java.lang.System.Logger.Level;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Results that are still to come when the call returns. The call is in flight until they have: the
 * consumer gets the very object that the plugin returned, and a guard goes with the object.
 *
 * <p>Decided by the declared type of the result, when the proxy class is written; only of methods that
 * declare {@code Object}, as generic ones do, each result is looked at.
 */
final class LateResults {

    static final String PROMISE = "org.osgi.util.promise.Promise";

    private static final System.Logger LOG = HostLog.get();

    private LateResults() {}

    /** Whether results of this declared type can be a future or a stage. */
    static boolean mayBeFuture(Class<?> declared) {
        return declared == Object.class
                || Future.class.isAssignableFrom(declared)
                || CompletionStage.class.isAssignableFrom(declared);
    }

    /**
     * The OSGi promise that results of this declared type are, as the interface that declares it sees
     * it; {@code null} if they are none. The host imports no promises of its own.
     */
    static @Nullable Class<?> promise(Class<?> declared) {
        if (declared.getName().equals(PROMISE)) {
            return declared;
        }
        for (Class<?> parent : declared.getInterfaces()) {
            Class<?> found = promise(parent);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /** Keeps the target in flight until the result is there. On the thread of the call, inside it. */
    static void keep(GuardedTarget target, Object result) {
        if (result instanceof CompletionStage<?> stage) {
            if (stage.getClass() != CompletableFuture.class || !((CompletableFuture<?>) stage).isDone()) {
                keepUntilComplete(target, stage);
            }
        } else if (result instanceof Future<?> future) {
            if (!isDone(future)) {
                keepUntilDone(target, future);
            }
        } else {
            target.notePlain(result.getClass());
        }
    }

    /** Whether a future is done, or will never tell. */
    static boolean isDone(Future<?> future) {
        try {
            return future.isDone();
        } catch (RuntimeException | LinkageError e) {
            return true;
        }
    }

    private static void keepUntilDone(GuardedTarget target, Future<?> future) {
        LateFutures late = target.lateFutures();
        RundownGuard guard = guardOnce(target, late, future);
        if (guard != null) {
            late.add(future, guard);
        }
    }

    /**
     * Keeps the target in flight for a result that tells when it is there.
     *
     * @return what ends that; {@code null} if the result is waited for already, or need not be
     */
    static @Nullable Runnable begin(GuardedTarget target, Object result) {
        LateFutures late = target.lateFutures();
        RundownGuard guard = guardOnce(target, late, result);
        return guard == null
                ? null
                : () -> {
                    late.end(result);
                    guard.close();
                };
    }

    /** A guard for a result that is not waited for yet; {@code null} if it is, or need not be. */
    private static @Nullable RundownGuard guardOnce(GuardedTarget target, LateFutures late, Object result) {
        if (!late.begin(result)) {
            return null;
        }
        RundownGuard guard = target.keep();
        if (guard == null) {
            late.end(result);
        }
        return guard;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what the dependent action gives is of no interest
    private static void keepUntilComplete(GuardedTarget target, CompletionStage<?> stage) {
        Runnable end = begin(target, stage);
        if (end == null) {
            return;
        }
        try {
            stage.whenComplete((value, failure) -> end.run());
        } catch (RuntimeException | LinkageError e) {
            end.run();
            LOG.log(
                    Level.WARNING,
                    "a drain will not wait for a result of {0}, which takes no dependent action: {1}",
                    target.gate().name(),
                    e);
        }
    }
}
