package io.rundown.itests.soak;

import io.rundown.host.PluginUnavailableException;
import io.rundown.itests.sample.api.Echo;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;

/** Moves start levels. All plugins have the level above that of the test, and the framework is one above that. */
final class StartLevels {

    /** Less than a call is held. */
    private static final long LONGEST_REJECTION_MILLIS = 4_000;

    /** More than all the drains of one move may take. */
    private static final long LONGEST_MOVE_SECONDS = 90;

    private final FrameworkStartLevel framework;
    private final Providers providers;
    private final Violations violations;
    private final int base;
    private final int initial;

    StartLevels(Bundle system, Providers providers, Violations violations) {
        this.framework = system.adapt(FrameworkStartLevel.class);
        this.providers = providers;
        this.violations = violations;
        this.base = framework.getStartLevel();
        this.initial = framework.getInitialBundleStartLevel();
    }

    /** From now on bundles that are installed are plugins. */
    void begin() throws InterruptedException {
        framework.setInitialBundleStartLevel(base + 1);
        move(base + 2);
    }

    /** A bundle that no move stops. */
    void exempt(Bundle bundle) {
        bundle.adapt(BundleStartLevel.class).setStartLevel(base);
    }

    /** Everything is as it was. */
    void end() throws InterruptedException {
        framework.setInitialBundleStartLevel(initial);
        move(base);
    }

    private void move(int level) throws InterruptedException {
        CountDownLatch moved = new CountDownLatch(1);
        framework.setStartLevel(level, event -> {
            if (event.getType() == FrameworkEvent.STARTLEVEL_CHANGED) {
                moved.countDown();
            }
        });
        if (!moved.await(LONGEST_MOVE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("the framework did not reach start level " + level + " within "
                    + LONGEST_MOVE_SECONDS + " s, and is at " + framework.getStartLevel());
        }
    }

    /** Stops all plugins and starts them again. A call that comes meanwhile must not wait for what does not come back by itself. */
    void moveFramework(int i, Bundle plugin, Random random) throws Exception {
        Optional<Echo> echo = providers.echoOf(plugin);
        move(base);
        try {
            echo.ifPresent(late -> callLate(late, plugin));
        } finally {
            move(base + 2);
        }
    }

    private void callLate(Echo late, Bundle plugin) {
        long began = System.nanoTime();
        String answer = "nothing";
        try {
            late.add(1, 1);
        } catch (PluginUnavailableException e) {
            answer = e.getMessage();
        }
        long millis = (System.nanoTime() - began) / 1_000_000;
        if (millis > LONGEST_REJECTION_MILLIS) {
            violations.add("a call of a plugin that a start level had stopped waited " + millis + " ms: " + plugin
                    + ": " + answer);
        }
    }

    /** Stops one plugin and starts it again; the framework does so on a thread of its own. */
    void movePlugin(int i, Bundle plugin, Random random) throws Exception {
        BundleStartLevel level = plugin.adapt(BundleStartLevel.class);
        level.setStartLevel(base + 3);
        try {
            long end = System.nanoTime() + 1_000_000_000;
            while (plugin.getState() == Bundle.ACTIVE && System.nanoTime() - end < 0) {
                Thread.sleep(1);
            }
        } finally {
            level.setStartLevel(base + 1);
        }
    }
}
