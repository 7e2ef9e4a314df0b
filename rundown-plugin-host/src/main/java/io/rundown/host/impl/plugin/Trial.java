package io.rundown.host.impl.plugin;

import io.rundown.RundownGuard;
import io.rundown.host.impl.proxy.GuardedTarget;
import io.rundown.host.impl.thread.KeptInterrupts;
import io.rundown.spi.ThreadView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether the next revision of a plugin works, before calls go to it: obtains an object for each consumer that holds one of
 * the revision before. Factories of the plugin do that, and they may hang; so another thread asks them, and the trial ends at its
 * deadline. The objects that it has obtained stay in use until it is closed; those that consumers have got by then stay in use for
 * them.
 *
 * <p>One thread begins, runs and closes it.
 */
public final class Trial implements AutoCloseable {

    private static final long LOOK_MILLIS = 20;

    /** How long a factory that hangs has for its end when it was interrupted. */
    private static final long GRACE_MILLIS = 500;

    private final Executor threads;
    private final @Nullable HeldPlugin plugin;
    private final Duration limit;
    private final Set<PreparedObjects> prepared = new HashSet<>();
    private final List<ServiceUse> others = new ArrayList<>();
    private boolean hanging;

    /**
     * A trial that has not begun.
     *
     * @param plugin whose calls are held; {@code null} if none are
     * @param limit how long it may take
     */
    Trial(Executor threads, @Nullable HeldPlugin plugin, Duration limit) {
        this.threads = threads;
        this.plugin = plugin;
        this.limit = limit;
    }

    /**
     * Waits until the next revision offers what consumers hold, and obtains an object for each of them. Asks for nothing that
     * nobody holds. An interrupt does not end it, and is kept for later.
     *
     * @param goesOn whether the next revision is still there
     * @return why the next revision does not work; {@code null} if it works
     */
    public @Nullable String run(Demand demand, BooleanSupplier goesOn) {
        long end = System.nanoTime() + limit.toNanos();
        while (true) {
            List<String> missing = demand.missing();
            if (missing.isEmpty()) {
                Asking asking = new Asking(demand.wants());
                if (asking.end(end)) {
                    return asking.failure;
                }
            }
            if (!goesOn.getAsBoolean()) {
                return "the next revision was stopped by somebody else";
            }
            if (System.nanoTime() - end >= 0) {
                return missing.isEmpty()
                        ? "the services of the next revision come and go for longer than " + limit
                        : "the next revision does not offer within " + limit + ", and consumers hold objects of: "
                                + missing;
            }
            pause();
        }
    }

    /** Returns whether a factory hangs that was asked, in spite of an interrupt. */
    public boolean isHanging() {
        return hanging;
    }

    private void pause() {
        try {
            Thread.sleep(LOOK_MILLIS);
        } catch (InterruptedException e) {
            KeptInterrupts.keep();
        }
    }

    /** Gives back the objects that no consumer has got. */
    @Override
    public void close() {
        List<ServiceUse> left;
        List<PreparedObjects> all;
        synchronized (this) {
            left = List.copyOf(others);
            others.clear();
            all = List.copyOf(prepared);
        }
        all.forEach(PreparedObjects::giveBack);
        left.forEach(ServiceUse::giveBack);
    }

    /** Keeps an object. Returns the one that is to be given back, if there is one. */
    private synchronized @Nullable ServiceUse keep(Want want, ServiceUse use) {
        GuardedTarget target = want.target();
        if (target == null) {
            others.add(use);
            return null;
        }
        PreparedObjects ofService = want.service().prepared();
        prepared.add(ofService);
        return ofService.put(target, use);
    }

    private static boolean isThere(Want want) {
        GuardedTarget target = want.target();
        return target != null && want.service().prepared().isFor(target);
    }

    /** One round of asking, on a thread of its own. */
    private final class Asking implements Runnable {

        private final List<Want> wants;
        private final @Nullable ClassLoader contextLoader = ThreadView.contextClassLoader(Thread.currentThread());
        private final CompletableFuture<@Nullable Void> ended = new CompletableFuture<>();

        /** Held inside the factory that is asked: a drain waits for the plugin's code, but not for what this has given up on. */
        private volatile @Nullable RundownGuard guard;

        private volatile @Nullable Want asked;
        private volatile @Nullable Thread thread;
        private boolean again;
        private @Nullable String failure;
        private boolean abandoned;

        Asking(List<Want> wants) {
            this.wants = wants;
        }

        /**
         * Asks.
         *
         * @return whether that told whether the revision works; otherwise a service has gone meanwhile
         */
        boolean end(long deadline) {
            if (wants.stream().allMatch(Trial::isThere)) {
                return true;
            }
            try {
                threads.execute(this);
            } catch (RejectedExecutionException e) {
                failure = "the plugin host is stopping or has stopped";
                return true;
            }
            if (await(deadline)) {
                return !again;
            }
            failure = abandon();
            return true;
        }

        private boolean await(long deadline) {
            while (true) {
                try {
                    ended.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
                    return true;
                } catch (InterruptedException e) {
                    KeptInterrupts.keep();
                } catch (TimeoutException e) {
                    return false;
                } catch (ExecutionException e) {
                    throw new AssertionError("it ends normally", e);
                }
            }
        }

        /** The factory hangs. Gives why. */
        private String abandon() {
            Thread asker = thread;
            Want want = asked;
            StackTraceElement[] frames = asker == null ? new StackTraceElement[0] : ThreadView.stackTrace(asker);
            synchronized (this) {
                abandoned = true;
            }
            if (asker != null) {
                ThreadView.interrupt(asker); // the host's own thread
            }
            hanging = !await(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(GRACE_MILLIS));
            RundownGuard held = guard;
            if (held != null) {
                held.close();
            }
            String reason = "it gave no object within " + limit + describe(frames);
            return want == null ? reason : want.service().doesNotWork(want.consumer(), reason);
        }

        private String describe(StackTraceElement[] frames) {
            return Stream.of(frames)
                    .filter(frame -> !frame.getClassName().startsWith("java.")
                            && !frame.getClassName().startsWith("jdk."))
                    .findFirst()
                    .map(frame -> ", and hangs at " + frame.getClassName() + "." + frame.getMethodName() + "("
                            + frame.getFileName() + ":" + frame.getLineNumber() + ")")
                    .orElse("");
        }

        @Override
        public void run() {
            thread = Thread.currentThread();
            Thread.currentThread().setContextClassLoader(contextLoader);
            try {
                obtainAll();
            } finally {
                Thread.currentThread().setContextClassLoader(null); // as the host's threads have none
                ended.complete(null);
            }
        }

        private void obtainAll() {
            if (plugin != null) {
                plugin.updatedByCurrentThread(); // it would wait for itself, if the factory calls a consumer that
                // calls the plugin
            }
            try {
                for (Want want : wants) {
                    asked = want;
                    if (!isThere(want) && !obtain(want)) {
                        return;
                    }
                }
            } finally {
                if (plugin != null) {
                    plugin.notUpdatedByCurrentThread();
                }
            }
        }

        /** Whether to go on with the next. */
        private boolean obtain(Want want) {
            RundownGuard inside = want.service().tryEnterFactory();
            if (inside == null) {
                again = true;
                return false;
            }
            guard = inside;
            try (inside) {
                FactoryAnswer answer = want.service().ask(want.consumer());
                ServiceUse use = answer.use();
                if (use != null) {
                    return accept(want, use);
                }
                again = answer.kind() == FactoryAnswer.Kind.SERVICE_GONE;
                String cause = answer.cause();
                failure = cause == null ? null : want.service().doesNotWork(want.consumer(), cause);
                return answer.kind() == FactoryAnswer.Kind.CONSUMER_GONE;
            }
        }

        private boolean accept(Want want, ServiceUse use) {
            ServiceUse free;
            boolean accepted;
            synchronized (this) {
                accepted = !abandoned;
                free = accepted ? keep(want, use) : use;
            }
            if (free != null) {
                free.giveBack();
            }
            return accepted;
        }
    }
}
