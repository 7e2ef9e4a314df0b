package io.rundown.host.impl.proxy;

import io.rundown.CallGate;
import io.rundown.CallToken;
import io.rundown.RundownGuard;
import io.rundown.RundownRefFactory;
import io.rundown.host.PluginUnavailableException;
import java.util.List;

/** An object behind a gate of its own, as the host has it. */
final class TestedTarget implements LateCalls {

    private final CallGate gate = RundownRefFactory.load().createGate("tested");
    private final GuardedTarget target;

    TestedTarget(Object object) {
        target = new GuardedTarget(gate, object, this);
    }

    CallGate gate() {
        return gate;
    }

    GuardedTarget target() {
        return target;
    }

    <S> S proxy(Class<S> type) {
        return type.cast(new ProxyClasses(new ProxyClassPool()).proxy(List.of(type), target));
    }

    @Override
    public CallToken admit(GuardedTarget late) {
        throw refuse();
    }

    @Override
    public PluginUnavailableException refuse() {
        return new PluginUnavailableException("tested", "service", "it was drained");
    }

    @Override
    public LateCalls afterwards() {
        return this;
    }

    @Override
    public RundownGuard keep() {
        throw new IllegalStateException("nothing is let in late here");
    }
}
