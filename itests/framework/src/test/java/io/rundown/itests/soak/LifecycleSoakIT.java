package io.rundown.itests.soak;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.rundown.host.DrainListener;
import io.rundown.host.DrainReport;
import io.rundown.host.HostProperties;
import io.rundown.itests.harness.Call;
import io.rundown.itests.harness.InFramework;
import io.rundown.itests.harness.Patience;
import io.rundown.itests.harness.Sample;
import io.rundown.itests.sample.api.Echo;
import io.rundown.itests.sample.stage.Journal;
import io.rundown.itests.sample.stage.Stage;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
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
 * reinstall, refresh, disable, drain and reload them at random, and what else is a {@link Kind} of event. No call may run on a stopped
 * instance or end in anything but its result or the documented rejection; no drain may have to give up; nothing may stay registered. The
 * last line of a soak that fails tells its seed and the reason.
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
                "PT6S",
                HostProperties.DRAIN_TIMEOUT,
                "PT40S");
    }

    @Test
    public void nothingBreaks() throws Exception {
        long seed = SEED.isEmpty() ? System.nanoTime() : Long.parseLong(SEED);
        try {
            soak(seed);
        } catch (Exception | AssertionError e) {
            String reason = violations.count() > 0 ? violations.first().get(0) : e.toString();
            e.printStackTrace(System.out);
            AssertionError red = new AssertionError(Verdict.red(seed, framework(), reason));
            red.setStackTrace(e.getStackTrace()); // and no cause, which Pax Exam would throw in its place
            Verdict.announce(red.getMessage());
            throw red;
        }
    }

    private void soak(long seed) throws Exception {
        Random seeds = new Random(seed);
        Journal.close();
        Providers providers = new Providers(context);
        Inside inside = new Inside();
        StartLevels levels = new StartLevels(context.getBundle(0), providers, violations);
        levels.begin();
        List<Bundle> installed = new ArrayList<>();
        for (Sample sample : PLUGINS) {
            installed.add(start(sample));
        }
        Bundle aborting = start(Sample.ABORTING_PROVIDER);
        levels.exempt(aborting); // its timeout is too short for a drain that cannot be given up
        RandomCalls calls = new RandomCalls(context, violations, seeds, this::lastDrains);
        RandomOperations operations = operations(installed, aborting, providers, inside, levels);
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
        if (Kind.ODD_CALLER.isChosen()) {
            OddCaller caller = new OddCaller(calls, providers, inside, violations);
            for (OddThread.Oddity oddity : OddThread.Oddity.values()) {
                running.add(caller.start(callers, oddity, new Random(seeds.nextLong()), end));
            }
        }
        ParkedCalls parked = new ParkedCalls(providers, inside, violations);
        if (Kind.WAIT_FOR_PARKED.isChosen()) {
            Random random = new Random(seeds.nextLong());
            running.add(callers.run("caller that waits for others", () -> {
                while (System.nanoTime() < end) {
                    parked.stay(random);
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
        } finally {
            parked.close();
            levels.end();
        }
        operations.end();
        aborting.uninstall();
        Patience.until(
                "no proxy is left, seed " + seed + ", violations " + violations.first() + ", bundles "
                        + List.of(context.getBundles()),
                () -> view.references(Echo.class.getName()).isEmpty());
        if (Stage.afterStop() > 0) {
            violations.add("plugin code ran after its tear-down, times " + Stage.afterStop());
        }
        if (!Stage.interruptsSeen().isEmpty()) {
            violations.add("plugin code saw an interrupt, times by when " + Stage.interruptsSeen());
        }
        System.out.println("SOAK seed=" + seed + " framework=" + framework() + " duration=" + DURATION + " calls="
                + calls.completed() + " rejected=" + calls.rejected() + " operations=" + operations.done()
                + " unansweredByScr=" + operations.unanswered() + " violations=" + violations.count() + " "
                + violations.sorts());
        assertEquals("seed " + seed, List.of(), violations.first());
        assertTrue("calls completed " + calls.completed(), calls.completed() > 100 * DURATION.toSeconds());
        assertTrue("operations done " + operations.done(), operations.done() > DURATION.toSeconds());
    }

    /** What happens to the plugins, and who judges how their drains end. */
    private RandomOperations operations(
            List<Bundle> installed, Bundle aborting, Providers providers, Inside inside, StartLevels levels) {
        RandomOperations operations = new RandomOperations(
                context, host(), PLUGINS, installed, location(Sample.FAILING_PROVIDER), violations);
        Interrupts interrupts = new Interrupts(host(), providers, inside, violations);
        operations.add(Kind.INTERRUPT, interrupts);
        operations.add(Kind.ABORT, new Aborts(host(), aborting, providers, inside, violations));
        operations.add(Kind.PLUGIN_START_LEVEL, levels::movePlugin);
        operations.add(Kind.FRAMEWORK_START_LEVEL, levels::moveFramework);
        operations.add(Kind.ODD_STOPPER, OddStopper::restart);
        operations.add(
                Kind.BROKEN_SERVICE,
                new BrokenServices(
                        context,
                        host(),
                        providers,
                        violations,
                        PLUGINS.stream().map(this::location).toList(),
                        PLUGINS.stream().map(this::brokenLocation).toList(),
                        operations::become));
        context.registerService(
                DrainListener.class, new Judge(violations, Sample.ABORTING_PROVIDER.symbolicName(), interrupts), null);
        return operations;
    }

    private String framework() {
        return context.getBundle(0).getSymbolicName() + " " + context.getProperty(Constants.FRAMEWORK_VERSION);
    }

    /** A revision whose service cannot be obtained. */
    private String brokenLocation(Sample sample) {
        return location(
                sample == Sample.DELAYED_PROVIDER ? Sample.BROKEN_COMPONENT_PROVIDER : Sample.BROKEN_FACTORY_PROVIDER);
    }

    /** By their numbers: what maps threads to stacks asks for their hash codes, and odd threads throw. */
    private static void printAllThreads() {
        for (ThreadInfo thread : ManagementFactory.getThreadMXBean().dumpAllThreads(true, true)) {
            System.out.println("thread '" + thread.getThreadName() + "' " + thread.getThreadState() + " on "
                    + thread.getLockName() + " of '" + thread.getLockOwnerName() + "'");
            for (StackTraceElement frame : thread.getStackTrace()) {
                System.out.println("    at " + frame);
            }
        }
    }

    private String lastDrains() {
        List<DrainReport> history = host().history();
        return Instant.now() + " " + history.subList(Math.max(0, history.size() - 8), history.size());
    }
}
