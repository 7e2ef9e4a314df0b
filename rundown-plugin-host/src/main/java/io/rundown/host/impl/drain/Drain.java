package io.rundown.host.impl.drain;

import io.rundown.CallGate;
import io.rundown.RundownCancelledException;
import io.rundown.RundownHolder;
import io.rundown.host.DrainCause;
import io.rundown.host.DrainOutcome;
import io.rundown.host.DrainReport;
import io.rundown.host.TimeoutAction;
import io.rundown.host.impl.config.DrainPolicy;
import io.rundown.host.impl.flight.Flight;
import io.rundown.host.impl.plugin.Holders;
import io.rundown.host.impl.plugin.Plugin;
import io.rundown.host.impl.plugin.PluginService;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One drain, on the thread that stops the plugin or unregisters the service: withdraw the proxies,
 * reject new calls, wait for those in flight, give back what kept the service objects alive.
 *
 * <p>The order matters. Proxies go first, so that consumers that follow the service dynamics have moved
 * on before calls are rejected; what they give back then is kept, since giving it back would
 * deactivate a delayed component under its callers. Calls of the draining thread itself are not waited
 * for: it is inside one when a call stops its own plugin.
 */
final class Drain {

    static final Duration GRACE_AFTER_INTERRUPT = Duration.ofSeconds(5);

    /** How often a drain that waits looks whether it does so in vain. */
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(400);

    private final Plugin plugin;
    private final List<PluginService> services;
    private final boolean wholePlugin;
    private final boolean hold;
    private final @Nullable Runnable takeOver;
    private final DrainCause cause;
    private final DrainPolicy policy;
    private final Duration progressInterval;
    private final DrainObservers observers;
    private final Deadlocks deadlocks;

    /** Read by other drains, too. */
    private final List<CallGate> gates = new CopyOnWriteArrayList<>();

    private final Instant began = Instant.now();
    private final long beganNanos = System.nanoTime();
    private final long rejectedBefore;
    private final long heldBefore;
    private long inFlightAtBegin;
    private int withdrawn;
    private int interruptedThreads;
    private long nextProgress;
    private boolean interrupted;
    private boolean givenUp;
    private long nextLook;
    private Map<Thread, String> stuckBefore = Map.of();
    private @Nullable String deadlock;

    private Drain(
            Plugin plugin,
            List<PluginService> services,
            boolean wholePlugin,
            boolean hold,
            @Nullable Runnable takeOver,
            DrainCause cause,
            DrainPolicy policy,
            Duration progressInterval,
            DrainObservers observers,
            Deadlocks deadlocks) {
        this.takeOver = takeOver;
        this.deadlocks = deadlocks;
        this.plugin = plugin;
        this.services = services;
        this.wholePlugin = wholePlugin;
        this.hold = hold;
        this.cause = cause;
        this.policy = policy;
        this.progressInterval = progressInterval;
        this.observers = observers;
        this.rejectedBefore = plugin.rejected();
        this.heldBefore = plugin.heldCalls();
    }

    /**
     * The drain of a plugin with all its services and its own guards.
     *
     * @param hold whether consumers keep their proxies, and calls that arrive wait for the next revision
     * @param takeOver leads consumers to another bundle as soon as calls are rejected, so that nothing is withdrawn; {@code null} if
     *     none takes over
     */
    static Drain ofPlugin(
            Plugin plugin,
            boolean hold,
            @Nullable Runnable takeOver,
            DrainCause cause,
            DrainPolicy policy,
            Duration progressInterval,
            DrainObservers observers,
            Deadlocks deadlocks) {
        return new Drain(
                plugin,
                plugin.guardedServices(),
                true,
                hold,
                takeOver,
                cause,
                policy,
                progressInterval,
                observers,
                deadlocks);
    }

    /** The drain of one service of a plugin that goes on. */
    static Drain ofService(
            Plugin plugin,
            PluginService service,
            Duration progressInterval,
            DrainObservers observers,
            Deadlocks deadlocks) {
        return new Drain(
                plugin,
                List.of(service),
                false,
                false,
                null,
                DrainCause.SERVICE_UNREGISTERING,
                plugin.policy(),
                progressInterval,
                observers,
                deadlocks);
    }

    /** Whether it can be given up, so that nothing is taken from consumers before the last call has ended. */
    private boolean canBeGivenUp() {
        return cause == DrainCause.MANAGED && policy.onTimeout() == TimeoutAction.ABORT;
    }

    /** Whether it was given up: the plugin is to serve again. */
    boolean wasGivenUp() {
        return givenUp;
    }

    /**
     * Runs all steps; returns when the plugin or the service may go, or the drain was given up.
     *
     * @return the drain at its end
     */
    DrainReport run() {
        Consumer<DrainReport> flight = Flight.RECORDER.drainBegins();
        DrainOutcome outcome = DrainOutcome.INTERRUPTED;
        boolean reported = false;
        try {
            if (!canBeGivenUp() && !hold && takeOver == null) {
                withdraw();
            }
            closeGates();
            inFlightAtBegin = count(holdersBesidesThisThread());
            if (takeOver != null) {
                takeOver.run();
            }
            reported = wholePlugin || inFlightAtBegin > 0;
            if (reported) {
                observers.began(report(DrainOutcome.DRAINING));
            }
            Drain outer = deadlocks.enter(this);
            try {
                outcome = await();
            } finally {
                deadlocks.leave(outer);
            }
            givenUp = canBeGivenUp() && outcome != DrainOutcome.DRAINED;
            if (givenUp) {
                outcome = outcome == DrainOutcome.INTERRUPTED ? outcome : DrainOutcome.ABORTED;
            } else if (!hold) {
                withdraw();
            }
        } finally {
            try {
                if (reported) {
                    // before anything is given back, which may tear down a component
                    DrainReport end = report(outcome);
                    flight.accept(end);
                    observers.ended(end);
                }
            } finally {
                if (givenUp) {
                    reopen();
                } else if (hold) {
                    services.forEach(PluginService::handOver);
                } else {
                    services.forEach(PluginService::finish);
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        return report(outcome);
    }

    private void withdraw() {
        services.forEach(service -> withdrawn += service.withdraw() ? 1 : 0);
    }

    private void reopen() {
        Plugin.reopen(plugin.ownGate());
        services.forEach(PluginService::reopen);
    }

    private void closeGates() {
        gates.addAll(presentGates());
        gates.forEach(CallGate::beginRundown);
        services.forEach(PluginService::awaitLateResults);
    }

    private List<CallGate> presentGates() {
        List<CallGate> present = new ArrayList<>();
        services.forEach(service -> present.addAll(service.gates()));
        if (wholePlugin) {
            present.addAll(plugin.gatesOfGoneServices());
            // last: who waits for the plugin's own gate may rely on the others being closed
            present.add(plugin.ownGate());
        }
        return present;
    }

    /** Consumers that were obtaining a service object when the drain began have got it meanwhile. */
    private boolean closeNewGates() {
        List<CallGate> added = presentGates();
        added.removeAll(gates);
        added.forEach(CallGate::beginRundown);
        gates.addAll(added);
        return !added.isEmpty();
    }

    private DrainOutcome await() {
        nextProgress = beganNanos + TimeUnit.NANOSECONDS.convert(progressInterval);
        nextLook = beganNanos + LOOK_NANOS;
        DrainOutcome outcome = policy.onTimeout() == TimeoutAction.WAIT
                ? awaitUntil(Long.MAX_VALUE)
                : awaitUntil(beganNanos + TimeUnit.NANOSECONDS.convert(policy.timeout()));
        boolean over = outcome == DrainOutcome.TIMED_OUT || outcome == DrainOutcome.DEADLOCKED;
        if (over && policy.onTimeout() == TimeoutAction.INTERRUPT) {
            observers.interrupting(report(outcome));
            List<Thread> inside = threadsInside(Thread.currentThread());
            inside.forEach(Thread::interrupt);
            interruptedThreads = inside.size();
            DrainOutcome afterwards = awaitUntil(System.nanoTime() + GRACE_AFTER_INTERRUPT.toNanos());
            outcome = afterwards == DrainOutcome.TIMED_OUT ? outcome : afterwards;
        }
        return outcome;
    }

    /**
     * Waits for every gate. Where a bundle stops, an interrupt ends only a wait that has no other end; a
     * bounded one keeps it for later, since a thread that was interrupted before it stops a bundle must not
     * break calls.
     */
    private DrainOutcome awaitUntil(long deadline) {
        boolean bounded = deadline != Long.MAX_VALUE;
        for (CallGate gate : gates) {
            while (true) {
                long now = System.nanoTime();
                long untilDeadline = bounded ? deadline - now : Long.MAX_VALUE;
                try {
                    if (gate.awaitOthers(
                            Duration.ofNanos(Math.min(untilDeadline, Math.min(nextProgress, nextLook) - now)))) {
                        break;
                    }
                } catch (InterruptedException e) {
                    interrupted = true;
                    if (!bounded || cause == DrainCause.MANAGED) {
                        return DrainOutcome.INTERRUPTED;
                    }
                    continue;
                } catch (RundownCancelledException e) {
                    gate.beginRundown(); // another drain had closed it before, and was given up
                    continue;
                }
                now = System.nanoTime();
                if (bounded && deadline - now <= 0) {
                    return DrainOutcome.TIMED_OUT;
                }
                if (nextLook - now <= 0 && isDeadlocked()) {
                    return DrainOutcome.DEADLOCKED;
                }
                if (nextProgress - now <= 0) {
                    observers.progressed(report(DrainOutcome.DRAINING));
                    nextProgress = System.nanoTime() + TimeUnit.NANOSECONDS.convert(progressInterval);
                }
            }
        }
        return closeNewGates() ? awaitUntil(deadline) : DrainOutcome.DRAINED;
    }

    /**
     * Whether all who are still inside wait for this thread, and did so when it looked before: a lock that was being
     * taken or given back at that moment does not count.
     */
    private boolean isDeadlocked() {
        List<Thread> inside = threadsInside(Thread.currentThread());
        Map<Thread, String> stuck = inside.isEmpty() ? Map.of() : deadlocks.find(inside);
        boolean deadlocked = !inside.isEmpty() && stuck.keySet().containsAll(inside) && stuckBefore.equals(stuck);
        deadlock = deadlocked ? Deadlocks.describe(stuck) : null;
        stuckBefore = stuck;
        nextLook = System.nanoTime() + LOOK_NANOS;
        return deadlocked;
    }

    /** For those who look for circles of waits. */
    String pluginName() {
        return plugin.name();
    }

    /** The threads that are inside but for one. */
    List<Thread> threadsInside(Thread but) {
        List<Thread> inside = new ArrayList<>();
        for (RundownHolder holder : holdersBesides(but)) {
            Thread thread = holder.thread();
            if (thread != null) {
                inside.add(thread);
            }
        }
        return inside;
    }

    private DrainReport report(DrainOutcome outcome) {
        List<RundownHolder> holders = outcome == DrainOutcome.DRAINED ? List.of() : holdersBesidesThisThread();
        return new DrainReport(
                plugin.name(),
                plugin.bundleId(),
                cause,
                outcome,
                began,
                Duration.ofNanos(System.nanoTime() - beganNanos),
                inFlightAtBegin,
                count(holders),
                plugin.rejected() - rejectedBefore,
                plugin.heldCalls() - heldBefore,
                interruptedThreads,
                withdrawn,
                holders,
                deadlock);
    }

    private static long count(List<RundownHolder> holders) {
        return holders.stream().mapToLong(RundownHolder::count).sum();
    }

    private List<RundownHolder> holdersBesidesThisThread() {
        return holdersBesides(Thread.currentThread());
    }

    private List<RundownHolder> holdersBesides(Thread but) {
        List<RundownHolder> holders = new ArrayList<>();
        for (CallGate gate : gates) {
            holders.addAll(gate.holders());
        }
        holders.removeIf(holder -> holder.thread() == but);
        return Holders.merge(holders);
    }
}
