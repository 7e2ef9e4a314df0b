package io.rundown.host.impl.proxy;

import io.rundown.host.GuardedService;

/** What all written proxies are, for the host. */
public interface GuardedProxy extends GuardedService {

    /** What the proxy's calls go to. */
    GuardedTarget guardedTarget();
}
