package io.rundown.itests.fidelity;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;

import io.rundown.RundownGuard;
import io.rundown.RundownRef;
import io.rundown.host.DrainOutcome;
import io.rundown.host.PluginUnavailableException;
import io.rundown.itests.harness.Call;
import io.rundown.itests.harness.InFramework;
import io.rundown.itests.harness.Sample;
import io.rundown.itests.sample.api.Echo;
import java.util.concurrent.Callable;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** Work that a plugin gives to another thread may take the right to nested calls along. */
public class CarriedWorkIT extends InFramework {

    @Test
    public void carriedWorkMayCallThePluginWhileItDrains() throws Exception {
        Bundle plugin = start(Sample.BLANK_PLUGIN);
        BundleContext provider = plugin.getBundleContext();
        provider.registerService(Echo.class, text -> text + " echoed", null);
        Echo echo = view.echo();
        RundownRef ref = provider.getService(provider.getServiceReference(RundownRef.class));
        RundownGuard guard = ref.acquire();
        Callable<String> carried = guard.wrap(() -> echo.echo("carried"));
        guard.close();

        Call<Void> stopper = callers.run("stopper", plugin::stop);
        drains.awaitBegan(plugin);
        assertThrows(PluginUnavailableException.class, () -> echo.echo("late"));
        assertFalse("the drain waits for the work", stopper.isDone());
        assertEquals("carried echoed", callers.start("worker", carried).result());
        stopper.result();
        assertEquals(DrainOutcome.DRAINED, drains.awaitEnded(plugin).outcome());
    }
}
