package io.rundown.host.impl.operation;

import io.rundown.host.OperationOutcome;
import io.rundown.host.OperationReport;
import io.rundown.host.impl.flight.Flight;
import io.rundown.host.impl.plugin.Plugin;
import io.rundown.host.impl.thread.KeptInterrupts;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;

/** The part of an unload that comes after the bundle was stopped: it is uninstalled and refreshed, and nothing may be left. */
final class Unload {

    private static final Duration COLLECTION = Duration.ofSeconds(3);
    private static final long FIRST_PAUSE_MILLIS = 10;

    private final Bundle system;
    private final Plugin plugin;
    private final OperationLog log;

    Unload(Bundle system, Plugin plugin, OperationLog log) {
        this.system = system;
        this.plugin = plugin;
        this.log = log;
    }

    /**
     * Does it.
     *
     * @param loader of the bundle before it was stopped; {@code null} if it had none
     */
    OperationReport run(Bundle bundle, @Nullable WeakReference<ClassLoader> loader) {
        Duration after = log.now();
        FrameworkWiring framework = system.adapt(FrameworkWiring.class);
        int others = framework.getDependencyClosure(List.of(bundle)).size() - 1;
        FrameworkRefresh refresh = FrameworkRefresh.of(framework, List.of(bundle));
        try {
            bundle.uninstall();
            log.step("uninstall bundle", after, "uninstalled");
        } catch (BundleException | IllegalStateException e) {
            log.step("uninstall bundle", after, e.toString());
            return log.ended(OperationOutcome.FAILED, "the bundle was stopped but not uninstalled: " + e);
        }
        refresh(refresh, others);
        return verify(loader);
    }

    private void refresh(FrameworkRefresh refresh, int others) {
        Duration after = log.now();
        boolean inTime = refresh.begin().awaitInAnyCase();
        log.step(
                "refresh",
                after,
                inTime
                        ? others + " other bundles were wired to it"
                        : "not ended within " + FrameworkRefresh.LIMIT + ", and goes on");
    }

    private OperationReport verify(@Nullable WeakReference<ClassLoader> loader) {
        Duration after = log.now();
        if (loader == null || isCollected(loader)) {
            log.step("verify", after, "the class loader has gone");
            return log.done();
        }
        ClassLoader left = loader.get();
        List<String> leaks = left == null ? List.of() : Leaks.of(left);
        String what = leaks.isEmpty()
                ? "by what cannot be seen from here; a heap dump shows it"
                : "by " + String.join(", ", leaks);
        log.step("verify", after, "the class loader is still there, kept " + what);
        Flight.RECORDER.unloadLeak(plugin.name(), plugin.bundleId(), what);
        return log.ended(OperationOutcome.LEAKED, "the class loader is kept " + what);
    }

    /** An interrupt is kept for later, since the bundle has gone and the report is still to be made. */
    private static boolean isCollected(WeakReference<ClassLoader> loader) {
        long end = System.nanoTime() + COLLECTION.toNanos();
        long pause = FIRST_PAUSE_MILLIS;
        while (true) {
            System.gc();
            if (loader.refersTo(null)) {
                return true;
            }
            if (System.nanoTime() - end > 0) {
                return false;
            }
            pause(pause);
            pause *= 2;
        }
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            KeptInterrupts.keep();
        }
    }

    /** The class loader of a bundle that is resolved. */
    static @Nullable WeakReference<ClassLoader> loaderOf(Bundle bundle) {
        BundleWiring wiring = bundle.adapt(BundleWiring.class);
        ClassLoader loader = wiring == null ? null : wiring.getClassLoader();
        return loader == null ? null : new WeakReference<>(loader);
    }
}
