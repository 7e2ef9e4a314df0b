package io.rundown.itests.drain;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;

import io.rundown.RundownGuard;
import io.rundown.RundownRef;
import io.rundown.host.DrainOutcome;
import io.rundown.itests.harness.Call;
import io.rundown.itests.harness.InFramework;
import io.rundown.itests.harness.Sample;
import io.rundown.itests.sample.stage.Held;
import io.rundown.itests.sample.stage.Journal;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** A plugin that guards work of its own with the ref it is given is not stopped under that work. */
public class OwnGuardIT extends InFramework {

    @Test
    public void backgroundWorkOfAComponentEndsBeforeItIsDeactivated() throws Exception {
        Bundle plugin = start(Sample.WORKER);
        Held held = hold("work");
        assertEquals("work begun", view.echo().echo("work"));
        held.awaitEntered();
        Call<Void> stopper = callers.run("stopper", plugin::stop);
        assertEquals(1, drains.awaitBegan(plugin).inFlightAtBegin());
        assertFalse("torn down under the work", Journal.contains("torn down"));
        held.release();
        stopper.result();
        Journal.assertOrder("drain began", "background end work", "drain ended", "torn down");
        assertEquals(DrainOutcome.DRAINED, drains.awaitEnded(plugin).outcome());
    }

    @Test
    public void guardTakenInTheActivatorDelaysTheStop() throws Exception {
        Bundle plugin = start(Sample.BLANK_PLUGIN);
        RundownRef ref = refOf(plugin);
        RundownGuard guard = ref.acquire();
        Call<Void> stopper = callers.run("stopper", plugin::stop);
        drains.awaitBegan(plugin);
        assertNull("no guard while draining", ref.tryAcquire());
        assertFalse(stopper.isDone());
        guard.close();
        stopper.result();
        assertEquals(DrainOutcome.DRAINED, drains.awaitEnded(plugin).outcome());
    }

    @Test
    public void refGivesGuardsAgainAfterARestart() throws Exception {
        Bundle plugin = start(Sample.BLANK_PLUGIN);
        RundownRef before = refOf(plugin);
        plugin.stop();
        assertNull(before.tryAcquire());
        plugin.start();
        try (RundownGuard guard = refOf(plugin).acquire()) {
            assertEquals(1, guard.count());
            assertTrue(refOf(plugin).isHeldByCurrentThread());
        }
    }

    private static RundownRef refOf(Bundle plugin) {
        BundleContext own = plugin.getBundleContext();
        return own.getService(own.getServiceReference(RundownRef.class));
    }
}
