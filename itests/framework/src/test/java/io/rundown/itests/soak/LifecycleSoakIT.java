package io.rundown.itests.soak;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.rundown.host.DrainListener;
import io.rundown.host.DrainOutcome;
import io.rundown.host.DrainReport;
import io.rundown.host.HostProperties;
import io.rundown.itests.harness.Call;
import io.rundown.itests.harness.InFramework;
import io.rundown.itests.harness.Patience;
import io.rundown.itests.harness.Sample;
import io.rundown.itests.sample.api.Echo;
import io.rundown.itests.sample.stage.Journal;
import io.rundown.itests.sample.stage.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;

/**
 * Plugins of all kinds, some with held calls, call each other in cycles while two threads start, stop, update, break,
 * reinstall, refresh, disable, drain and reload them at random. No call may run on a stopped instance or end in
 * anything but its result or the documented rejection; no drain may have to give up; nothing may stay registered.
 */
public class LifecycleSoakIT extends InFramework {

    private static final Duration DURATION =
            Duration.parse(System.getProperty("rundown.itests.soak.duration", "PT60S"));
    private static final String SEED = System.getProperty("rundown.itests.soak.seed", "");
    private static final int CALLERS = 3;
    private static final int OPERATORS = 2;

    private static final List<Sample> PLUGINS = List.of(
            Sample.ACTIVATOR_PROVIDER,
            Sample.SECOND_ACTIVATOR_PROVIDER,
            Sample.DELAYED_PROVIDER,
            Sample.IMMEDIATE_PROVIDER,
            Sample.PROTOTYPE_PROVIDER);

    private final Violations violations = new Violations();

    @Override
    protected Map<String, String> frameworkProperties() {
        return Map.of(
                HostProperties.HOLD,
                "sample.second.*,sample.delayed.*,sample.prototype.*",
                HostProperties.HOLD_TIMEOUT,
                "PT2S",
                HostProperties.DRAIN_TIMEOUT,
                "PT25S");
    }

    @Test
    public void nothingBreaks() throws Exception {
        long seed = SEED.isEmpty() ? System.nanoTime() : Long.parseLong(SEED);
        Random seeds = new Random(seed);
        Journal.close();
        List<Bundle> installed = new ArrayList<>();
        for (Sample sample : PLUGINS) {
            installed.add(start(sample));
        }
        RandomCalls calls = new RandomCalls(context, violations, seeds, this::lastDrains);
        RandomOperations operations = new RandomOperations(
                context, host(), PLUGINS, installed, location(Sample.FAILING_PROVIDER), violations);
        context.registerService(DrainListener.class, new Judge(), null);
        long end = System.nanoTime() + DURATION.toNanos();
        List<Call<Void>> running = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            running.add(callers.run("caller " + i, () -> {
                while (System.nanoTime() < end) {
                    calls.callSome();
                }
            }));
        }
        for (int i = 0; i < OPERATORS; i++) {
            Random random = new Random(seeds.nextLong());
            running.add(callers.run("operator " + i, () -> {
                while (System.nanoTime() < end) {
                    operations.doOne(random);
                }
            }));
        }
        try {
            for (Call<Void> thread : running) {
                thread.result(DURATION.plus(Patience.BOUND).plusSeconds(30));
            }
        } catch (AssertionError e) {
            printAllThreads(); // one that does not end waits for another
            throw e;
        }
        operations.end();
        Patience.until(
                "no proxy is left, seed " + seed + ", violations " + violations.first() + ", bundles "
                        + List.of(context.getBundles()),
                () -> view.references(Echo.class.getName()).isEmpty());
        if (Stage.afterStop() > 0) {
            violations.add("plugin code ran after its tear-down, times " + Stage.afterStop());
        }
        System.out.println("SOAK seed=" + seed + " framework="
                + context.getBundle(0).getSymbolicName() + " "
                + context.getProperty(Constants.FRAMEWORK_VERSION) + " duration=" + DURATION + " calls="
                + calls.completed() + " rejected=" + calls.rejected() + " operations=" + operations.done()
                + " unansweredByScr=" + operations.unanswered() + " violations=" + violations.count());
        assertEquals("seed " + seed, List.of(), violations.first());
        assertTrue("calls completed", calls.completed() > 100 * DURATION.toSeconds());
        assertTrue("operations done", operations.done() > DURATION.toSeconds());
    }

    private static void printAllThreads() {
        Thread.getAllStackTraces().forEach((thread, stack) -> {
            System.out.println(thread + " " + thread.getState());
            for (StackTraceElement frame : stack) {
                System.out.println("    at " + frame);
            }
        });
    }

    private String lastDrains() {
        List<DrainReport> history = host().history();
        return Instant.now() + " " + history.subList(Math.max(0, history.size() - 8), history.size());
    }

    /** A drain that gives up has waited for something that could not end. */
    private final class Judge implements DrainListener {
        @Override
        public void drainBegan(DrainReport report) {
            // its end counts
        }

        @Override
        public void drainProgressed(DrainReport report) {
            // its end counts
        }

        @Override
        public void drainEnded(DrainReport report) {
            if (report.outcome() != DrainOutcome.DRAINED) {
                violations.add("a drain did not end: " + report);
            }
        }
    }
}
