package io.rundown.itests.drain;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.rundown.host.DrainOutcome;
import io.rundown.host.HostProperties;
import io.rundown.itests.harness.Call;
import io.rundown.itests.harness.InFramework;
import io.rundown.itests.harness.Patience;
import io.rundown.itests.harness.Sample;
import io.rundown.itests.sample.api.Echo;
import io.rundown.itests.sample.stage.Held;
import io.rundown.itests.sample.stage.Journal;
import io.rundown.itests.sample.stage.Stage;
import java.util.Map;
import org.junit.Test;
import org.osgi.framework.Bundle;

/** A drain that is given up, or whose time is up, leaves a delayed component alone until the last call on it has returned. */
public class GivenUpDrainIT extends InFramework {

    @Override
    protected Map<String, String> frameworkProperties() {
        return Map.of(HostProperties.DRAIN_TIMEOUT, "PT2S");
    }

    @Test
    public void anInterruptedDrain() throws Exception {
        Bundle plugin = start(Sample.DELAYED_PROVIDER);
        Echo echo = view.echo();
        Held held = hold("call");
        Call<String> call = callers.start("caller", () -> echo.echo("call"));
        held.awaitEntered();
        Thread[] operator = new Thread[1];
        Call<InterruptedException> drain = callers.start("operator", () -> {
            operator[0] = Thread.currentThread();
            try {
                throw new AssertionError("not given up: " + host().drain(plugin.getBundleId()));
            } catch (InterruptedException e) {
                return e;
            }
        });
        drains.awaitBegan(plugin);
        operator[0].interrupt();
        drain.result();
        assertCallEndsOnALivingComponent(held, call);
        assertEquals("again echoed", view.echo().echo("again"));
    }

    @Test
    public void aDrainWhoseTimeIsUp() throws Exception {
        Bundle plugin = start(Sample.DELAYED_PROVIDER);
        Echo echo = view.echo();
        Held held = hold("call");
        Call<String> call = callers.start("caller", () -> echo.echo("call"));
        held.awaitEntered();
        assertEquals(
                DrainOutcome.TIMED_OUT,
                host().drain(plugin.getBundleId()).drain().outcome());
        assertCallEndsOnALivingComponent(held, call);
        Patience.until("the component is deactivated", () -> Journal.contains("torn down"));
        host().resume(plugin.getBundleId());
        assertEquals("again echoed", view.echo().echo("again"));
    }

    private void assertCallEndsOnALivingComponent(Held held, Call<String> call) throws Exception {
        assertFalse("torn down under the call", Journal.contains("torn down"));
        held.release();
        assertEquals("call echoed", call.result());
        assertEquals("calls on a component that was torn down", 0, Stage.afterStop());
        assertTrue(Journal.entries().toString(), Journal.contains("end call"));
    }
}
