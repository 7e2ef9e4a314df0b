package io.rundown.benchmarks.latency;

import io.rundown.RundownGuard;
import io.rundown.RundownRef;
import io.rundown.RundownState;
import org.jspecify.annotations.Nullable;

/** A ref with the guard of its only user. */
final class RundownDoor implements Door {

    private final RundownRef ref;
    private @Nullable RundownGuard guard;

    RundownDoor(RundownRef ref) {
        this.ref = ref;
    }

    @Override
    public void enter() {
        guard = ref.acquire();
    }

    @Override
    public void leave() {
        if (guard != null) {
            guard.close();
        }
    }

    @Override
    public boolean isShutting() {
        return ref.state() == RundownState.DRAINING;
    }

    @Override
    public void runDown() throws InterruptedException {
        ref.waitForRundown();
    }

    @Override
    public void open() {
        ref.reinitialize();
    }
}
