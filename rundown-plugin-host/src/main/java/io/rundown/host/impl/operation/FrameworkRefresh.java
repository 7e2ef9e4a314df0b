package io.rundown.host.impl.operation;

import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.wiring.FrameworkWiring;

/** The framework's own refresh, which it does on a thread of its own, waited for. */
final class FrameworkRefresh {

    /** How long it is waited for. */
    static final Duration LIMIT = Duration.ofSeconds(30);

    private final CountDownLatch refreshed = new CountDownLatch(1);

    private FrameworkRefresh() {}

    /** Begins one. */
    static FrameworkRefresh begin(FrameworkWiring framework, Collection<Bundle> bundles) {
        FrameworkRefresh refresh = new FrameworkRefresh();
        framework.refreshBundles(bundles, event -> {
            if (event.getType() == FrameworkEvent.PACKAGES_REFRESHED) {
                refresh.refreshed.countDown();
            }
        });
        return refresh;
    }

    /** Whether it ended in time. */
    boolean await() throws InterruptedException {
        return refreshed.await(LIMIT.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** As {@link #await}; an interrupt is kept for afterwards. */
    boolean awaitInAnyCase() {
        long end = System.nanoTime() + LIMIT.toNanos();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return refreshed.await(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
