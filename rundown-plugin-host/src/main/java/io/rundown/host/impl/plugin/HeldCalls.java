package io.rundown.host.impl.plugin;

import io.rundown.CallToken;
import io.rundown.RundownGuard;
import io.rundown.host.PluginUnavailableException;
import io.rundown.host.impl.flight.Flight;
import io.rundown.host.impl.hold.WaitingCall;
import io.rundown.host.impl.hold.WaitingCalls;
import io.rundown.host.impl.proxy.GuardedTarget;
import io.rundown.host.impl.proxy.LateCalls;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a call of a {@link HeldService} that the gate did not let in. It waits, unless it is nested in one
 * that is inside, or would wait in vain, or is of the thread that it would wait for.
 */
final class HeldCalls implements LateCalls {

    private final HeldPlugin plugin;
    private final HeldService service;
    private final WaitingCalls calls;

    HeldCalls(HeldPlugin plugin, HeldService service, WaitingCalls calls) {
        this.plugin = plugin;
        this.service = service;
        this.calls = calls;
    }

    @Override
    public CallToken admit(GuardedTarget target) {
        PluginService present = service.carrier();
        boolean inside = Stream.of(present, service.claimant())
                .filter(Objects::nonNull)
                .anyMatch(PluginService::isAdmittedWhileDraining);
        if (inside) {
            return NestedCall.TOKEN;
        }
        if (present != null && !present.isHolding() && !present.isParking()) {
            service.retry(present);
        }
        return plugin.isUpdatedByCurrentThread() ? admitUpdater(target) : calls.enter(new HeldCall(target));
    }

    /**
     * The thread that takes the plugin to its next revision would wait for itself. While it starts the bundle it is let
     * through to what was registered already.
     */
    private CallToken admitUpdater(GuardedTarget target) {
        PluginService claimant = service.claimant();
        if (claimant != null) {
            service.carryOn(claimant);
        }
        CallToken token = target.gate().enter();
        if (token == null) {
            throw refusal(Objects.requireNonNullElse(
                    obstacle(), "the thread that updates the plugin has called it, and cannot wait for itself"));
        }
        return token;
    }

    /** A call that waits for the next revision, or for a drain to be given up. */
    private final class HeldCall implements WaitingCall {

        private final GuardedTarget target;
        private final long arrivalNanos = System.nanoTime();

        HeldCall(GuardedTarget target) {
            this.target = target;
        }

        @Override
        public @Nullable CallToken tryEnter() {
            return target.gate().enter();
        }

        @Override
        public @Nullable CallToken tryEnterAsNested() {
            PluginService present = service.carrier();
            return present == null ? null : present.tryEnterAsNested();
        }

        @Override
        public @Nullable String obstacle() {
            return HeldCalls.this.obstacle();
        }

        @Override
        public long remainingNanos() {
            return plugin.remainingNanos(arrivalNanos);
        }

        @Override
        public String whyTooLong() {
            return plugin.whyTooLong();
        }

        @Override
        public RuntimeException refusal(String reason) {
            return HeldCalls.this.refusal(reason);
        }

        @Override
        public Consumer<String> begins() {
            return Flight.RECORDER.callIsHeld(plugin.name(), service.names());
        }
    }

    private @Nullable String obstacle() {
        String reason = service.whyGivenUp();
        if (reason != null) {
            return reason;
        }
        PluginService present = service.carrier();
        if (present == null || present.isHolding() || present.isParking()) {
            return null;
        }
        String whyRefused = present.whyRefused();
        return service.carrier() == present ? whyRefused : null; // it holds until it has ceased to be the carrier
    }

    private PluginUnavailableException refusal(String reason) {
        return plugin.refusals(service.names(), reason).refuse();
    }

    @Override
    public RuntimeException refuse() {
        return refusal(Objects.requireNonNullElse(obstacle(), "the plugin is between two revisions"));
    }

    @Override
    public LateCalls afterwards() {
        return plugin.refusals(service.names(), Objects.requireNonNullElse(obstacle(), "the service has gone"));
    }

    @Override
    public RundownGuard keep() {
        PluginService keeper = service.keeper();
        if (keeper == null) {
            throw new IllegalStateException("service " + service + " is between two revisions");
        }
        return keeper.keep();
    }
}
