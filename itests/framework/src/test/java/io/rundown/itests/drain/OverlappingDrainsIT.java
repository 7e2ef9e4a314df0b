package io.rundown.itests.drain;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;

import io.rundown.itests.harness.Call;
import io.rundown.itests.harness.Callers;
import io.rundown.itests.harness.InFramework;
import io.rundown.itests.harness.Patience;
import io.rundown.itests.harness.Sample;
import io.rundown.itests.sample.api.Echo;
import io.rundown.itests.sample.stage.Held;
import io.rundown.itests.sample.stage.Journal;
import io.rundown.itests.sample.stage.Stage;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;

/** A second reason to stop does not cut short the wait that the first began. */
public class OverlappingDrainsIT extends InFramework {

    @Test
    public void pluginThatStopsWhileTheHostStopsIsNotTornDownUnderItsCall() throws Exception {
        overlaps(start(Sample.ACTIVATOR_PROVIDER), () -> hostBundle().stop());
    }

    @Test
    public void componentWhosePluginStopsWhileTheHostStopsIsNotTornDownUnderItsCall() throws Exception {
        overlaps(start(Sample.IMMEDIATE_PROVIDER), () -> hostBundle().stop());
    }

    @Test
    public void pluginThatStopsWhileItsComponentIsDisabledIsNotTornDownUnderItsCall() throws Exception {
        Bundle plugin = start(Sample.IMMEDIATE_PROVIDER);
        ServiceReference<ServiceComponentRuntime> reference =
                context.getServiceReference(ServiceComponentRuntime.class);
        ServiceComponentRuntime runtime = context.getService(reference);
        overlaps(
                plugin,
                () -> runtime.disableComponent(runtime.getComponentDescriptionDTO(plugin, "echo.immediate"))
                        .getValue());
    }

    @Test
    public void callThatStopsItsOwnPluginWhileTheHostStopsWaitsForNobody() throws Exception {
        Bundle plugin = start(Sample.BLANK_PLUGIN);
        Echo original = text -> {
            Stage.perform(text);
            return text + " done";
        };
        plugin.getBundleContext().registerService(Echo.class, original, null);
        Echo echo = view.echo();
        Held held = hold("held");
        Stage.script("stop me", () -> {
            held.run();
            plugin.stop();
        });
        Call<String> call = callers.start("caller", () -> echo.echo("stop me"));
        held.awaitEntered();
        Call<Void> hostStop = callers.run("host stop", () -> hostBundle().stop());
        drains.awaitBegan(plugin);
        held.release();
        assertEquals("stop me done", call.result());
        hostStop.result();
        assertEquals(Bundle.RESOLVED, plugin.getState());
    }

    private void overlaps(Bundle plugin, Callers.Action first) throws Exception {
        Echo echo = view.echo();
        Held held = hold("call");
        Call<String> call = callers.start("caller", () -> echo.echo("call"));
        held.awaitEntered();
        Call<Void> firstStop = callers.run("first", first);
        drains.awaitBegan(plugin);

        // the second drain is not announced: see it wait in the host, or be past it
        Call<Void> secondStop = callers.run("second", plugin::stop);
        Patience.until(
                "the second waits in the host, or tears down",
                () -> secondStop.waitsIn("io.rundown.host.impl.")
                        || secondStop.isDone()
                        || Journal.contains("torn down"));
        assertFalse("torn down under the call", Journal.contains("torn down"));
        held.release();
        assertEquals("call echoed", call.result());
        firstStop.result();
        secondStop.result();
        Patience.until("torn down", () -> Journal.contains("torn down"));
        Journal.assertOrder("end call", "torn down");
        assertEquals(0, Stage.afterStop());
    }
}
