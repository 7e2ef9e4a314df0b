package io.rundown.host.impl.operation;

import io.rundown.host.impl.thread.KeptInterrupts;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.BundleRevisions;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;

/**
 * The framework's own refresh, which it does on a thread of its own, waited for. Its end is told by an event, or seen by no wiring of
 * before being in use: some framework delivers the event on a thread that may be the one that waits here.
 */
final class FrameworkRefresh {

    /** How long it is waited for. */
    static final Duration LIMIT = Duration.ofSeconds(30);

    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final FrameworkWiring framework;
    private final Collection<Bundle> bundles;
    private final CountDownLatch refreshed = new CountDownLatch(1);
    private List<BundleWiring> before;

    private FrameworkRefresh(FrameworkWiring framework, Collection<Bundle> bundles, List<BundleWiring> before) {
        this.framework = framework;
        this.bundles = bundles;
        this.before = before;
    }

    /** That of bundles which are there still, and will be stopped, or uninstalled, when it begins. */
    static FrameworkRefresh of(FrameworkWiring framework, Collection<Bundle> bundles) {
        return new FrameworkRefresh(
                framework,
                bundles,
                framework.getDependencyClosure(bundles).stream()
                        .flatMap(FrameworkRefresh::wirings)
                        .toList());
    }

    /** Begins it. */
    FrameworkRefresh begin() {
        framework.refreshBundles(bundles, event -> {
            if (event.getType() == FrameworkEvent.PACKAGES_REFRESHED) {
                refreshed.countDown();
            }
        });
        return this;
    }

    private static Stream<BundleWiring> wirings(Bundle bundle) {
        BundleRevisions revisions = bundle.adapt(BundleRevisions.class);
        return revisions == null
                ? Stream.of()
                : revisions.getRevisions().stream()
                        .map(BundleRevision::getWiring)
                        .filter(Objects::nonNull);
    }

    private boolean isSeen() {
        return !before.isEmpty() && before.stream().noneMatch(BundleWiring::isInUse);
    }

    /** Whether it ended in time. */
    private boolean await() throws InterruptedException {
        boolean ended = awaitEnd();
        before = List.of(); // not to keep class loaders
        return ended;
    }

    private boolean awaitEnd() throws InterruptedException {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!refreshed.await(LOOK_NANOS, TimeUnit.NANOSECONDS)) {
            if (isSeen()) {
                return true;
            }
            if (System.nanoTime() - end > 0) {
                return false;
            }
        }
        return true;
    }

    /** As {@link #await}; an interrupt is kept for afterwards. */
    boolean awaitInAnyCase() {
        while (true) {
            try {
                return await();
            } catch (InterruptedException e) {
                KeptInterrupts.keep();
            }
        }
    }
}
