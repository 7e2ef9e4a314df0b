package io.rundown.itests.hold;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;

import io.rundown.host.OperationOutcome;
import io.rundown.host.OperationReport;
import io.rundown.itests.harness.Patience;
import io.rundown.itests.harness.Sample;
import io.rundown.itests.sample.api.Echo;
import java.util.List;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/** An upgrade that does not start, and the way back, under two callers: nobody notices. */
public class FailedUpgradeIT extends ReplacedUnderLoad {

    private static final int TIMES = 20;

    /** What is done, and undone. */
    private interface Upgrade {
        void failAndGoBack(Bundle plugin, Sample from, Sample to) throws Exception;
    }

    @Test
    public void activatorThatThrows() throws Exception {
        nobodyNotices(Sample.ACTIVATOR_PROVIDER, Sample.FAILING_PROVIDER, this::byHand);
    }

    @Test
    public void activatorThatRegistersAndThenThrows() throws Exception {
        nobodyNotices(Sample.ACTIVATOR_PROVIDER, Sample.REGISTERING_THEN_FAILING_PROVIDER, this::byHand);
    }

    @Test
    public void revisionThatDoesNotResolve() throws Exception {
        nobodyNotices(Sample.ACTIVATOR_PROVIDER, Sample.UNRESOLVABLE_PROVIDER, this::byHand);
    }

    @Test
    public void delayedComponentThatBecomesAnActivatorThatRegistersAndThenThrows() throws Exception {
        nobodyNotices(Sample.DELAYED_PROVIDER, Sample.REGISTERING_THEN_FAILING_PROVIDER, this::byHand);
    }

    @Test
    public void immediateComponentRolledBackByReload() throws Exception {
        nobodyNotices(Sample.IMMEDIATE_PROVIDER, Sample.REGISTERING_THEN_FAILING_PROVIDER, this::byReload);
    }

    @Test
    public void activatorRolledBackByReload() throws Exception {
        nobodyNotices(Sample.ACTIVATOR_PROVIDER, Sample.UNRESOLVABLE_PROVIDER, this::byReload);
    }

    private void nobodyNotices(Sample provider, Sample upgrade, Upgrade way) throws Exception {
        start(Sample.COMPONENT_CONSUMERS);
        Bundle plugin = start(provider);
        Patience.until("bound", () -> bindings() == 1);
        Echo kept = view.echo();
        Load load = new Load(context, callers, kept);
        for (int i = 0; i < TIMES && load.isFaultless(); i++) {
            load.awaitCalls();
            way.failAndGoBack(plugin, provider, upgrade);
        }
        load.awaitCalls();
        assertEquals("faults", List.of(), load.end());
        assertConsumersNoticedNothing(kept);
    }

    private void byHand(Bundle plugin, Sample from, Sample to) throws Exception {
        try {
            plugin.update(jar(to));
        } catch (BundleException e) {
            assertNotEquals("some frameworks tell", null, e.getMessage());
        }
        assertNotEquals(Bundle.ACTIVE, plugin.getState());
        plugin.update(jar(from));
        plugin.start();
    }

    private void byReload(Bundle plugin, Sample from, Sample to) throws Exception {
        OperationReport report = host().reload(plugin.getBundleId(), jar(to));
        assertEquals(report.toString(), OperationOutcome.ROLLED_BACK, report.outcome());
    }
}
