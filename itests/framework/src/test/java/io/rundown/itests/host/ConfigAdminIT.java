package io.rundown.itests.host;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.rundown.host.DrainOutcome;
import io.rundown.host.HostProperties;
import io.rundown.host.PluginDTO;
import io.rundown.itests.harness.Call;
import io.rundown.itests.harness.HostLog;
import io.rundown.itests.harness.InFramework;
import io.rundown.itests.harness.Patience;
import io.rundown.itests.harness.Sample;
import io.rundown.itests.sample.api.Echo;
import io.rundown.itests.sample.stage.Held;
import java.util.List;
import java.util.Map;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.ops4j.pax.exam.Option;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** What Config Admin says is above framework properties and requirements, and holds as of its arrival. */
public class ConfigAdminIT extends InFramework {

    private Configuration configuration;

    @Override
    protected List<Option> bundlesBeforeHost() {
        return List.of(dependency("configadmin"));
    }

    @Override
    protected Map<String, String> frameworkProperties() {
        return Map.of(HostProperties.DRAIN_TIMEOUT, "PT20S");
    }

    @Before
    public void findConfiguration() throws Exception {
        configuration = admin().getConfiguration(HostProperties.CONFIG_PID, null);
    }

    @After
    public void deleteConfiguration() throws Exception {
        admin().getConfiguration(HostProperties.CONFIG_PID, null).delete();
    }

    private ConfigurationAdmin admin() {
        return context.getService(context.getServiceReference(ConfigurationAdmin.class));
    }

    private void configure(Map<String, Object> settings) throws Exception {
        configuration.update(FrameworkUtil.asDictionary(settings));
    }

    private String policyOf(Bundle plugin) {
        PluginDTO shown = host().plugins().stream()
                .filter(dto -> dto.bundleId == plugin.getBundleId())
                .findFirst()
                .orElseThrow();
        return shown.drainTimeoutMillis + " " + shown.onTimeout;
    }

    private void awaitPolicy(Bundle plugin, String policy) throws Exception {
        Patience.until(policy, () -> policyOf(plugin).equals(policy));
    }

    @Test
    public void theHighestSourceWinsAndAChangeNeedsNoRestart() throws Exception {
        Bundle plain = start(Sample.ACTIVATOR_PROVIDER);
        Bundle impatient = start(Sample.IMPATIENT_PLUGIN);
        assertEquals("20000 PROCEED", policyOf(plain));
        assertEquals("500 PROCEED", policyOf(impatient));
        configure(Map.of(
                "drain.timeout",
                "PT7S",
                "drain.timeout." + impatient.getSymbolicName(),
                "PT3S",
                "drain.on-timeout." + impatient.getSymbolicName(),
                "interrupt"));
        awaitPolicy(plain, "7000 PROCEED");
        awaitPolicy(impatient, "3000 INTERRUPT");
        configure(Map.of("drain.on-timeout", "wait"));
        awaitPolicy(plain, "20000 WAIT");
        awaitPolicy(impatient, "500 WAIT");
        configuration.delete();
        awaitPolicy(plain, "20000 PROCEED");
        awaitPolicy(impatient, "500 PROCEED");
    }

    @Test
    public void aDrainWaitsAsLongAsIsConfiguredWhenItBegins() throws Exception {
        Bundle plugin = start(Sample.ACTIVATOR_PROVIDER);
        configure(Map.of("drain.timeout", 150));
        awaitPolicy(plugin, "150 PROCEED");
        Echo echo = view.echo();
        Held held = hold("call");
        Call<String> call = callers.start("caller", () -> echo.echo("call"));
        held.awaitEntered();
        plugin.stop();
        assertEquals(DrainOutcome.TIMED_OUT, drains.awaitEnded(plugin).outcome());
        held.release();
        call.failure(IllegalStateException.class);
    }

    @Test
    public void aPluginIsHeldAsOfItsNextStart() throws Exception {
        Bundle plugin = start(Sample.ACTIVATOR_PROVIDER);
        configure(Map.of("hold", "sample.activator.*"));
        Patience.until("held", () -> {
            plugin.stop();
            plugin.start();
            return host().plugins().stream().anyMatch(dto -> dto.bundleId == plugin.getBundleId() && dto.hold);
        });
    }

    @Test
    public void aBadValueIsReportedAndWhatIsBelowHolds() throws Exception {
        Bundle plugin = start(Sample.ACTIVATOR_PROVIDER);
        try (HostLog log = HostLog.open()) {
            configure(Map.of("drain.timeout", "soon", "drain.on-timeout", "wait", "hold.limit", 0));
            awaitPolicy(plugin, "20000 WAIT");
            log.assertWarned("configuration io.rundown.host", "rundown.drain.timeout", "'soon'", "PT20S");
            log.assertWarned("configuration io.rundown.host", "rundown.hold.limit", "'0'", "1000");
            assertTrue(log.warnings().size() >= 2);
        }
    }
}
