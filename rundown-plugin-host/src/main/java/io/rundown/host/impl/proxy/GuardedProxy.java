package io.rundown.host.impl.proxy;

import io.rundown.CallGate;
import io.rundown.host.GuardedService;
import org.jspecify.annotations.Nullable;

/** What all written proxies are, for the host. */
public interface GuardedProxy extends GuardedService {

    /** What the proxy's calls go to. */
    GuardedTarget guardedTarget();

    /**
     * Shows it what its target has at the moment, so that calls need not go there. What is {@code null} they look for
     * in the target.
     */
    void showGuarded(@Nullable CallGate gate, @Nullable Object object);
}
