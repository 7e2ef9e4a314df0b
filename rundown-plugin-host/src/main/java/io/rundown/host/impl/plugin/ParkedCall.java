package io.rundown.host.impl.plugin;

import io.rundown.CallToken;
import io.rundown.host.impl.flight.Flight;
import io.rundown.host.impl.hold.WaitingCall;
import io.rundown.host.impl.proxy.GuardedTarget;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A call that arrives while its plugin drains, and the drain may be given up. If it is, the call runs; if not, the call is rejected. It
 * waits for the longest time of the drain at most.
 */
final class ParkedCall implements WaitingCall {

    private final Plugin plugin;
    private final PluginService service;
    private final GuardedTarget target;
    private final long began = System.nanoTime();
    private final long nanos;

    ParkedCall(Plugin plugin, PluginService service, GuardedTarget target) {
        this.plugin = plugin;
        this.service = service;
        this.target = target;
        this.nanos = TimeUnit.NANOSECONDS.convert(plugin.policy().longest());
    }

    @Override
    public @Nullable CallToken tryEnter() {
        return target.gate().enter();
    }

    @Override
    public @Nullable CallToken tryEnterAsNested() {
        return plugin.tryEnterAsNested();
    }

    @Override
    public @Nullable String obstacle() {
        return plugin.isParking() ? null : service.whyRefused();
    }

    @Override
    public long remainingNanos() {
        return nanos - (System.nanoTime() - began);
    }

    @Override
    public String whyTooLong() {
        return "the plugin is being drained, and the drain has been neither completed nor given up in its time";
    }

    @Override
    public RuntimeException refusal(String reason) {
        return plugin.refusals(service.names(), reason).refuse();
    }

    @Override
    public Consumer<String> begins() {
        return Flight.RECORDER.callIsHeld(plugin.name(), service.names());
    }
}
