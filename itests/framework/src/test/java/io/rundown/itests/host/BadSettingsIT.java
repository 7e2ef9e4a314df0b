package io.rundown.itests.host;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.rundown.host.DrainOutcome;
import io.rundown.host.HostProperties;
import io.rundown.host.PluginDTO;
import io.rundown.itests.harness.Call;
import io.rundown.itests.harness.HostLog;
import io.rundown.itests.harness.InFramework;
import io.rundown.itests.harness.Sample;
import io.rundown.itests.sample.api.Echo;
import io.rundown.itests.sample.stage.Held;
import io.rundown.itests.sample.stage.Stage;
import java.util.Map;
import org.junit.Test;
import org.osgi.framework.Bundle;

/** A setting that cannot be used costs a warning that says what is used instead, and nothing else. */
public class BadSettingsIT extends InFramework {

    @Override
    protected Map<String, String> frameworkProperties() {
        return Map.of(
                HostProperties.DRAIN_TIMEOUT, "soon",
                HostProperties.DRAIN_ON_TIMEOUT, "explode",
                HostProperties.SHUTDOWN_BUDGET, "-PT1S",
                HostProperties.PROGRESS_INTERVAL, "99999999999999999999",
                HostProperties.BOUNCE, "perhaps",
                HostProperties.PLUGINS, "sample.unmodified.*, ,sample.missing[0-9.*,((");
    }

    @Test
    public void eachBadFrameworkPropertyIsReportedWithWhatIsUsedInstead() throws Exception {
        try (HostLog log = HostLog.open()) {
            restartHost();
            log.assertWarned(HostProperties.DRAIN_TIMEOUT, "'soon'", "PT30S");
            log.assertWarned(HostProperties.DRAIN_ON_TIMEOUT, "'explode'", "proceed");
            log.assertWarned(HostProperties.SHUTDOWN_BUDGET, "'-PT1S'", "PT1M");
            log.assertWarned(HostProperties.PROGRESS_INTERVAL, "'99999999999999999999'", "PT1S");
            log.assertWarned(HostProperties.BOUNCE, "'perhaps'", "false");
        }
    }

    @Test
    public void globThatMatchesNothingIsReportedAndTheOthersWork() throws Exception {
        Bundle matched = install(Sample.UNMODIFIED_PLUGIN);
        try (HostLog log = HostLog.open()) {
            restartHost();
            log.assertWarned(HostProperties.PLUGINS, "'sample.missing[0-9.*'");
            log.assertWarned(HostProperties.PLUGINS, "'(('");
            assertEquals(
                    "globs that match are no reason to warn",
                    0,
                    log.warnings().stream()
                            .filter(warning -> warning.contains("sample.unmodified"))
                            .count());
        }
        matched.start();
        drainsLikeAnyOther(matched);
    }

    @Test
    public void attributesThatCannotBeUsedAreReportedWithBundleAndDefault() throws Exception {
        Bundle plugin;
        try (HostLog log = HostLog.open()) {
            plugin = start(Sample.SLOPPY_PLUGIN);
            String name = plugin.getSymbolicName();
            log.assertWarned(name, HostProperties.ATTRIBUTE_DRAIN_TIMEOUT, "'soon'", "PT30S");
            log.assertWarned(name, HostProperties.ATTRIBUTE_DRAIN_ON_TIMEOUT, "'explode'", "proceed");
            log.assertWarned(name, "drain.colour", "'blue'", "ignored");
        }
        PluginDTO shown = host().plugins().stream()
                .filter(dto -> dto.bundleId == plugin.getBundleId())
                .findFirst()
                .orElseThrow();
        assertEquals("30000 PROCEED", shown.drainTimeoutMillis + " " + shown.onTimeout);
        drainsLikeAnyOther(plugin);
    }

    private void restartHost() throws Exception {
        hostBundle().stop();
        hostBundle().start();
        assertEquals(Bundle.ACTIVE, hostBundle().getState());
    }

    private void drainsLikeAnyOther(Bundle plugin) throws Exception {
        Echo original = text -> {
            Stage.perform(text);
            return text + " done";
        };
        plugin.getBundleContext().registerService(Echo.class, original, null);
        Echo echo = view.echo();
        Held held = hold("call");
        Call<String> call = callers.start("caller", () -> echo.echo("call"));
        held.awaitEntered();
        Call<Void> stopper = callers.run("stopper", plugin::stop);
        drains.awaitBegan(plugin);
        held.release();
        assertEquals("call done", call.result());
        stopper.result();
        assertEquals(DrainOutcome.DRAINED, drains.awaitEnded(plugin).outcome());
        assertTrue(view.references(Echo.class.getName()).isEmpty());
    }
}
