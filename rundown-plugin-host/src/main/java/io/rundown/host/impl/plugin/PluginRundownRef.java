package io.rundown.host.impl.plugin;

import io.rundown.CallGate;
import io.rundown.RundownCancelledException;
import io.rundown.RundownDeadlockException;
import io.rundown.RundownGuard;
import io.rundown.RundownHolder;
import io.rundown.RundownRef;
import io.rundown.RundownState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The {@link RundownRef} of a plugin, as the plugin gets it: guards for its own work, and one view of
 * everything in flight, calls through its services included. The host alone runs it down.
 */
final class PluginRundownRef implements RundownRef {

    private final Plugin plugin;

    PluginRundownRef(Plugin plugin) {
        this.plugin = plugin;
    }

    @Override
    public @Nullable RundownGuard tryAcquire() {
        return plugin.ownGate().tryAcquire();
    }

    @Override
    public @Nullable RundownGuard tryAcquire(int count) {
        return plugin.ownGate().tryAcquire(count);
    }

    @Override
    public boolean beginRundown() {
        throw notYours();
    }

    @Override
    public boolean cancelRundown() {
        throw notYours();
    }

    @Override
    public void reinitialize() {
        throw notYours();
    }

    @Override
    public void waitForRundown() {
        throw notYours();
    }

    private UnsupportedOperationException notYours() {
        return new UnsupportedOperationException(
                "the plugin host runs '" + plugin.name() + "' down when its bundle stops: stop the bundle instead");
    }

    @Override
    public void awaitRundown() throws InterruptedException {
        while (!awaitRundown(Duration.ofDays(1))) {
            // wait on
        }
    }

    @Override
    public boolean awaitRundown(Duration timeout) throws InterruptedException {
        if (isHeldByCurrentThread()) {
            throw new RundownDeadlockException(this, "the thread is inside the plugin itself");
        }
        try {
            whenRundown()
                    .toCompletableFuture()
                    .get(Math.max(0, TimeUnit.NANOSECONDS.convert(timeout)), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new RundownCancelledException(this);
        }
    }

    @Override
    public boolean awaitOthers(Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.NANOSECONDS.convert(timeout);
        for (CallGate gate : plugin.gates()) {
            if (!gate.awaitOthers(Duration.ofNanos(deadline - System.nanoTime()))) {
                return false;
            }
        }
        return true;
    }

    /** Services come and go until the plugin's own gate is closed, which the drain does last. */
    @Override
    public CompletionStage<@Nullable Void> whenRundown() {
        return plugin.ownGate().whenRundown().thenCompose(done -> {
            CompletableFuture<?>[] services = plugin.gates().stream()
                    .map(gate -> gate.whenRundown().toCompletableFuture())
                    .toArray(CompletableFuture<?>[]::new);
            return CompletableFuture.allOf(services);
        });
    }

    @Override
    public RundownState state() {
        RundownState own = plugin.ownGate().state();
        if (own != RundownState.RUN_DOWN) {
            return own;
        }
        boolean allRunDown = plugin.gates().stream().allMatch(gate -> gate.state() == RundownState.RUN_DOWN);
        return allRunDown ? RundownState.RUN_DOWN : RundownState.DRAINING;
    }

    @Override
    public long inFlight() {
        return plugin.gates().stream().mapToLong(CallGate::inFlight).sum();
    }

    @Override
    public long leakedGuards() {
        return plugin.gates().stream().mapToLong(CallGate::leakedGuards).sum();
    }

    @Override
    public List<RundownHolder> holders() {
        List<RundownHolder> all = new ArrayList<>();
        plugin.gates().forEach(gate -> all.addAll(gate.holders()));
        return Holders.merge(all);
    }

    @Override
    public boolean isHeldByCurrentThread() {
        return plugin.isHeldByCurrentThread();
    }

    @Override
    public String name() {
        return plugin.name();
    }
}
