package io.rundown.itests.drain;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.rundown.host.DrainOutcome;
import io.rundown.host.DrainReport;
import io.rundown.host.HostProperties;
import io.rundown.itests.harness.Call;
import io.rundown.itests.harness.InFramework;
import io.rundown.itests.harness.Patience;
import io.rundown.itests.harness.Sample;
import io.rundown.itests.harness.Trigger;
import io.rundown.itests.sample.api.Echo;
import io.rundown.itests.sample.stage.Held;
import io.rundown.itests.sample.stage.Stage;
import java.time.Duration;
import java.util.Map;
import org.junit.Test;
import org.osgi.framework.Bundle;

/** No drain is unbounded: when its time is up the plugin stops all the same, and the report says so. */
public class DrainTimeoutIT extends InFramework {

    @Override
    protected Map<String, String> frameworkProperties() {
        return Map.of(HostProperties.PROGRESS_INTERVAL, "50");
    }

    @Test
    public void stopProceedsWhenTheTimeIsUpAndNamesWhoWasLeftBehind() throws Exception {
        Bundle plugin = start(Sample.IMPATIENT_PLUGIN);
        Echo echo = held(plugin);
        Held held = hold("call");
        Call<String> call = callers.start("the slow one", () -> echo.echo("call"));
        held.awaitEntered();

        plugin.stop();
        assertEquals(Bundle.RESOLVED, plugin.getState());
        DrainReport report = drains.awaitEnded(plugin);
        assertEquals(DrainOutcome.TIMED_OUT, report.outcome());
        assertEquals(1, report.inFlight());
        assertTrue("not before its time: " + report, report.elapsed().compareTo(Duration.ofMillis(490)) >= 0);
        assertEquals("the slow one", report.holders().get(0).thread().getName());
        assertFalse("nobody interrupted the call", call.isDone());
        held.release();
        assertEquals("call done", call.result());
    }

    @Test
    public void progressIsReportedWithTheHolders() throws Exception {
        Bundle plugin = start(Sample.IMPATIENT_PLUGIN);
        Echo echo = held(plugin);
        Held held = hold("call");
        Call<String> call = callers.start("the slow one", () -> echo.echo("call"));
        held.awaitEntered();
        Call<Void> stopper = callers.run("stopper", plugin::stop);
        DrainReport progress = drains.awaitProgress(plugin);
        assertEquals(DrainOutcome.DRAINING, progress.outcome());
        assertEquals("the slow one", progress.holders().get(0).thread().getName());
        held.release();
        stopper.result();
        assertEquals("call done", call.result());
    }

    @Test
    public void interruptWakesTheCallsThatAreLeft() throws Exception {
        Bundle plugin = start(Sample.INTERRUPTING_PLUGIN);
        Echo echo = held(plugin);
        Held held = hold("call");
        Call<String> call = callers.start("caller", () -> echo.echo("call"));
        held.awaitEntered();
        plugin.stop();
        IllegalStateException interrupted = call.failure(IllegalStateException.class);
        assertTrue(interrupted.getMessage(), interrupted.getMessage().contains("interrupted"));
        assertEquals(Bundle.RESOLVED, plugin.getState());
        assertEquals(DrainOutcome.DRAINED, drains.awaitEnded(plugin).outcome());
    }

    @Test
    public void historyKeepsTheReportWithoutItsThreads() throws Exception {
        Bundle plugin = start(Sample.IMPATIENT_PLUGIN);
        Echo echo = held(plugin);
        Held held = hold("call");
        Call<String> call = callers.start("caller", () -> echo.echo("call"));
        held.awaitEntered();
        plugin.stop();
        held.release();
        call.result();
        DrainReport kept = host().history().stream()
                .filter(report -> report.bundleId() == plugin.getBundleId())
                .findFirst()
                .orElseThrow(() -> new AssertionError("not in the history: " + host().history()));
        assertEquals(DrainOutcome.TIMED_OUT, kept.outcome());
        assertEquals(plugin.getSymbolicName(), kept.plugin());
        assertTrue(kept.holders().isEmpty());
    }

    @Test
    public void callThatNeedsTheFrameworksGlobalLockDuringARefreshIsLeftBehindInTime() throws Exception {
        Bundle plugin = start(Sample.IMPATIENT_PLUGIN);
        Bundle other = install(Sample.CONSUMER);
        Echo echo = held(plugin);
        Held held = hold("held");
        Stage.script("call", () -> {
            held.run();
            other.start();
        });
        Call<String> call = callers.start("caller", () -> echo.echo("call"));
        held.awaitEntered();
        Call<Void> refresher = callers.run("refresher", () -> Trigger.REFRESH.pull(plugin, context.getBundle(0)));
        drains.awaitBegan(plugin);
        held.release();
        refresher.result();
        assertEquals("call done", call.result());
        assertEquals(Bundle.ACTIVE, plugin.getState());
    }

    @Test
    public void pluginThatTimedOutIsDrainedAgainTheNextTime() throws Exception {
        Bundle plugin = start(Sample.IMPATIENT_PLUGIN);
        Echo echo = held(plugin);
        Held left = hold("left behind");
        Call<String> leftBehind = callers.start("left behind", () -> echo.echo("left behind"));
        left.awaitEntered();
        plugin.stop();

        plugin.start();
        Echo fresh = held(plugin);
        assertEquals("x done", fresh.echo("x"));
        Held held = hold("call");
        Call<String> call = callers.start("caller", () -> fresh.echo("call"));
        held.awaitEntered();
        Call<Void> stopper = callers.run("stopper", plugin::stop);
        // the second drain; awaitBegan would find the first
        Patience.until("a second drain", () -> drains.begun(plugin) == 2);
        held.release();
        left.release();
        stopper.result();
        assertEquals("call done", call.result());
        assertEquals("left behind done", leftBehind.result());
    }

    private Echo held(Bundle plugin) throws Exception {
        Echo original = text -> {
            Stage.perform(text);
            return text + " done";
        };
        plugin.getBundleContext().registerService(Echo.class, original, null);
        return view.echo();
    }
}
