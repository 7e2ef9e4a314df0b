package io.rundown.host.impl.drain;

import io.rundown.CallGate;
import io.rundown.RundownHolder;
import io.rundown.RundownState;
import io.rundown.host.DrainCause;
import io.rundown.host.DrainOutcome;
import io.rundown.host.DrainReport;
import io.rundown.host.TimeoutAction;
import io.rundown.host.impl.bound.Deadline;
import io.rundown.host.impl.config.DrainPolicy;
import io.rundown.host.impl.flight.Flight;
import io.rundown.host.impl.plugin.Arrivals;
import io.rundown.host.impl.plugin.Plugin;
import io.rundown.host.impl.plugin.PluginService;
import io.rundown.host.impl.thread.Interrupts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One drain, on the thread that stops the plugin or unregisters the service: withdraw the proxies,
 * reject new calls, wait for those in flight, release what kept the service objects alive.
 *
 * <p>The order matters. Proxies go first, so that consumers that follow the service dynamics have moved
 * on before calls are rejected; what they give back then is kept, since releasing it would
 * deactivate a delayed component under its callers. Calls of the draining thread itself are not waited
 * for: it is inside one when a call stops its own plugin.
 *
 * <p>A drain that may be given up, or whose calls are held, takes nothing from consumers before it is complete.
 */
final class Drain implements DrainWait.Meanwhile {

    private final DrainSubject subject;
    private final Plugin plugin;
    private final Arrivals arrivals;
    private final @Nullable Runnable takeOver;
    private final DrainCause cause;
    private final DrainPolicy policy;
    private final Deadline deadline;
    private final DrainSetting setting;
    private final GateSet gates = new GateSet();
    private final Withdrawal withdrawal;
    private final DrainWait wait;
    private final VainWait vain;

    private final Instant began = Instant.now();
    private final long beganNanos = System.nanoTime();
    private final long rejectedBefore;
    private final long heldBefore;
    private long inFlightAtBegin;
    private int interruptedThreads;
    private @Nullable CallGate nestedGate;
    private boolean givenUp;

    /**
     * A drain that has not begun.
     *
     * @param takeOver leads consumers to another bundle as soon as the gates are closed, so that nothing is withdrawn before; {@code null}
     *     if none takes over
     * @param deadline when it gives up, unless that is sooner by the framework's shutdown
     */
    Drain(
            DrainSubject subject,
            Arrivals arrivals,
            @Nullable Runnable takeOver,
            DrainCause cause,
            DrainPolicy policy,
            Deadline deadline,
            DrainSetting setting) {
        this.subject = subject;
        this.plugin = subject.plugin();
        this.arrivals = arrivals;
        this.takeOver = takeOver;
        this.cause = cause;
        this.policy = policy;
        this.deadline = deadline;
        this.setting = setting;
        this.withdrawal = new Withdrawal(subject.services(), setting.unregisteringWaitsForFactories());
        this.wait = new DrainWait(this, cause == DrainCause.MANAGED, setting.progressInterval());
        this.vain = new VainWait(this, policy, setting.deadlocks());
        this.rejectedBefore = plugin.rejectedWhilePresent();
        this.heldBefore = plugin.heldCalls();
    }

    /** Whether it was given up: the plugin is to serve again, and nothing was taken from consumers. */
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
            begin();
            inFlightAtBegin = count(holdersBesidesThisThread());
            if (takeOver != null) {
                takeOver.run();
            }
            reported = subject.whole() || inFlightAtBegin > 0;
            if (reported) {
                setting.observers().began(report(DrainOutcome.DRAINING));
            }
            Drain outer = setting.deadlocks().enter(this);
            try {
                outcome = await();
            } finally {
                setting.deadlocks().leave(outer);
            }
            outcome = decide(outcome);
        } finally {
            try {
                if (reported) {
                    // before anything is released, which may tear down a component
                    DrainReport end = report(outcome);
                    flight.accept(end);
                    setting.observers().ended(end);
                }
            } finally {
                end(outcome);
            }
        }
        return report(outcome);
    }

    private void begin() {
        boolean mayBeLeftAlone = arrivals != Arrivals.REJECTED || takeOver != null;
        if (mayBeLeftAlone) {
            if (subject.whole()) {
                nestedGate = plugin.openNestedGate();
            }
        } else if (setting.unregisteringWaitsForFactories()) {
            // if somebody is inside a factory, the framework waits for that one: then late calls are rejected meanwhile
            gates.close(subject.factoryGates());
            if (!subject.factoryGates().stream().allMatch(Drain::isIdle)) {
                closeGates();
            }
            withdrawal.run();
        } else {
            withdrawal.run();
        }
        closeGates();
    }

    private static boolean isIdle(CallGate gate) {
        return gate.state() == RundownState.RUN_DOWN || gate.isHeldByCurrentThread();
    }

    private boolean closeGates() {
        boolean added = gates.close(subject.gates());
        if (added) {
            subject.services().forEach(PluginService::awaitLateResults);
        }
        return added;
    }

    private DrainOutcome await() {
        DrainOutcome outcome = awaitAll(deadline);
        boolean over = outcome == DrainOutcome.TIMED_OUT || outcome == DrainOutcome.DEADLOCKED;
        if (over && policy.onTimeout() == TimeoutAction.INTERRUPT) {
            setting.observers().interrupting(report(outcome));
            List<Thread> inside = threadsInside(Thread.currentThread());
            Interrupts.of(inside);
            interruptedThreads = inside.size();
            DrainOutcome afterwards = awaitAll(setting.budget().in(DrainPolicy.GRACE_AFTER_INTERRUPT));
            outcome = afterwards == DrainOutcome.TIMED_OUT ? outcome : afterwards;
        }
        return outcome;
    }

    /** Waits for every gate, and for those that come to be meanwhile: a consumer may have been obtaining a service object. */
    private DrainOutcome awaitAll(Deadline until) {
        while (true) {
            DrainOutcome outcome = wait.await(gates.gates(), until);
            if (outcome != DrainOutcome.DRAINED) {
                return outcome;
            }
            // the gate for parked calls last: they are parts of calls that are inside
            boolean further = closeGates() || (nestedGate != null && gates.close(List.of(nestedGate)));
            if (!further) {
                return subject.abandonedGates().stream().allMatch(Drain::isIdle) ? outcome : DrainOutcome.TIMED_OUT;
            }
        }
    }

    /** Gives the drain up, if it can be and has to; otherwise takes from consumers what they are to lose. */
    private DrainOutcome decide(DrainOutcome outcome) {
        boolean interrupted = outcome == DrainOutcome.INTERRUPTED;
        boolean aborts = policy.onTimeout() == TimeoutAction.ABORT && outcome != DrainOutcome.DRAINED;
        givenUp = cause == DrainCause.MANAGED && arrivals != Arrivals.REJECTED && (interrupted || aborts);
        if (givenUp) {
            return interrupted ? outcome : DrainOutcome.ABORTED;
        }
        plugin.rejectParked(setting.budget().in(DrainObservers.PATIENCE));
        if (arrivals != Arrivals.HELD || takeOver != null) {
            withdrawal.run();
            withdrawal.await(setting.budget().in(DrainObservers.PATIENCE));
        }
        return outcome;
    }

    private void end(DrainOutcome outcome) {
        if (givenUp) {
            Plugin.reopen(plugin.ownGate());
            subject.services().forEach(PluginService::reopen);
            return;
        }
        if (outcome != DrainOutcome.DRAINED) {
            plugin.abandonedCalls().add(gates.gates());
        }
        if (arrivals == Arrivals.HELD && takeOver == null) {
            subject.services().forEach(PluginService::handOver);
        } else {
            subject.services().forEach(PluginService::finish);
        }
    }

    @Override
    public @Nullable DrainOutcome look() {
        return vain.look() ? DrainOutcome.DEADLOCKED : null;
    }

    @Override
    public void progress() {
        setting.observers().progressed(report(DrainOutcome.DRAINING));
    }

    /** What is drained. */
    Plugin plugin() {
        return plugin;
    }

    /** How long it has been going on. */
    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - beganNanos);
    }

    /** For those who look for circles of waits. */
    String pluginName() {
        return plugin.name();
    }

    /** The threads that are inside but for one. */
    List<Thread> threadsInside(Thread but) {
        List<Thread> inside = new ArrayList<>();
        for (RundownHolder holder : GateSet.holdersBesides(but, gates.gates())) {
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
                elapsed(),
                inFlightAtBegin,
                count(holders),
                Math.max(0, plugin.rejectedWhilePresent() - rejectedBefore),
                Math.max(0, plugin.heldCalls() - heldBefore),
                interruptedThreads,
                withdrawal.withdrawn(),
                holders,
                vain.deadlock());
    }

    private static long count(List<RundownHolder> holders) {
        return holders.stream().mapToLong(RundownHolder::count).sum();
    }

    /** Who is inside but for the calling thread. */
    List<RundownHolder> holdersBesidesThisThread() {
        List<CallGate> all = new ArrayList<>(gates.gates());
        subject.abandonedGates().stream().filter(gate -> !gates.has(gate)).forEach(all::add);
        return GateSet.holdersBesides(Thread.currentThread(), all);
    }
}
