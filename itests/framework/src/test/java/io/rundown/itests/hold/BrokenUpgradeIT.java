package io.rundown.itests.hold;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.rundown.host.OperationOutcome;
import io.rundown.host.OperationReport;
import io.rundown.host.PluginUnavailableException;
import io.rundown.host.ReloadMode;
import io.rundown.itests.harness.HostLog;
import io.rundown.itests.harness.Patience;
import io.rundown.itests.harness.Sample;
import io.rundown.itests.sample.api.Echo;
import java.util.List;
import org.junit.Test;
import org.osgi.framework.Bundle;

/** An upgrade whose bundle starts, and whose component cannot be activated, under two callers. */
public class BrokenUpgradeIT extends ReplacedUnderLoad {

    private static final String CAUSE = "IllegalStateException: no database at 2.0.0";

    @Test
    public void reloadInPlaceIsRolledBackAndNobodyNotices() throws Exception {
        reloadIsRolledBackAndNobodyNotices(ReloadMode.IN_PLACE);
    }

    @Test
    public void reloadSideBySideIsRolledBackAndNobodyNotices() throws Exception {
        reloadIsRolledBackAndNobodyNotices(ReloadMode.SIDE_BY_SIDE);
    }

    private void reloadIsRolledBackAndNobodyNotices(ReloadMode mode) throws Exception {
        start(Sample.COMPONENT_CONSUMERS);
        Bundle plugin = start(Sample.DELAYED_PROVIDER);
        Patience.until("bound", () -> bindings() == 1);
        Echo kept = view.echo();
        try (HostLog log = HostLog.open()) {
            Load load = new Load(context, callers, kept);
            load.awaitCalls();
            OperationReport report = host().reload(plugin.getBundleId(), jar(Sample.BROKEN_PROVIDER), mode);
            assertEquals(report.toString(), OperationOutcome.ROLLED_BACK, report.outcome());
            load.awaitCalls();
            assertEquals("faults", List.of(), load.end());
            assertEquals(log.warnings().toString(), 1, log.warnings().size());
            log.assertWarned("component echo.delayed of revision 2.0.0 does not work", CAUSE);
        }
        assertEquals(Bundle.ACTIVE, plugin.getState());
        assertConsumersNoticedNothing(kept);
    }

    @Test
    public void plainUpdateWarnsOnceAndCallsAreToldWhichComponentIsBroken() throws Exception {
        start(Sample.COMPONENT_CONSUMERS);
        Bundle plugin = start(Sample.DELAYED_PROVIDER);
        Patience.until("bound", () -> bindings() == 1);
        Echo kept = view.echo();
        try (HostLog log = HostLog.open()) {
            plugin.update(jar(Sample.BROKEN_PROVIDER));
            for (int i = 0; i < 100; i++) {
                PluginUnavailableException rejected =
                        assertThrows(PluginUnavailableException.class, () -> kept.add(1, 1));
                String message = String.valueOf(rejected.getMessage());
                assertTrue(message, message.contains("component echo.delayed of revision 2.0.0 does not work"));
                assertTrue(message, message.contains(CAUSE));
            }
            assertEquals(log.warnings().toString(), 1, log.warnings().size());
            log.assertWarned("component echo.delayed of revision 2.0.0 does not work", CAUSE);
            plugin.update(jar(Sample.DELAYED_PROVIDER));
            Patience.until("it serves again", () -> serves(kept));
            assertEquals(log.warnings().toString(), 1, log.warnings().size());
        }
        assertConsumersNoticedNothing(kept);
    }

    private static boolean serves(Echo kept) {
        try {
            return kept.add(1, 1) == 2;
        } catch (PluginUnavailableException e) {
            return false;
        }
    }
}
