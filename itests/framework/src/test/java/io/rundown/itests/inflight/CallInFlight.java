package io.rundown.itests.inflight;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;

import io.rundown.host.DrainCause;
import io.rundown.host.DrainOutcome;
import io.rundown.host.DrainReport;
import io.rundown.itests.harness.Call;
import io.rundown.itests.harness.InFramework;
import io.rundown.itests.harness.Sample;
import io.rundown.itests.harness.Trigger;
import io.rundown.itests.sample.api.Echo;
import io.rundown.itests.sample.stage.Held;
import io.rundown.itests.sample.stage.Journal;
import io.rundown.itests.sample.stage.Stage;
import org.osgi.framework.Bundle;

/**
 * A call that is inside the plugin when it is stopped ends normally, before anything is torn down.
 *
 * <p>The test methods are in the subclasses, one by one: Pax Exam finds a test by its method, and would
 * run an inherited one in whichever subclass comes first.
 */
public abstract class CallInFlight extends InFramework {

    private final Sample provider;

    /** Tests with this plugin, which has one Echo and writes "torn down" into the journal. */
    protected CallInFlight(Sample provider) {
        this.provider = provider;
    }

    /** The property. */
    protected final void callEndsBefore(Trigger trigger) throws Exception {
        Bundle plugin = start(provider);
        Echo echo = view.echo();
        Held held = hold("call");
        Call<String> call = callers.start("caller", () -> echo.echo("call"));
        held.awaitEntered();
        Call<Void> stopper = callers.run(trigger.name(), () -> trigger.pull(plugin));

        DrainReport began = drains.awaitBegan(plugin);
        assertEquals("calls in flight", 1, began.inFlightAtBegin());
        assertFalse("torn down under the call", Journal.contains("torn down"));
        held.release();

        assertEquals("call echoed", call.result());
        stopper.result();
        Journal.assertOrder("begin call", "drain began", "end call", "drain ended", "torn down");
        assertEquals("calls after the end", 0, Stage.afterStop());
        DrainReport ended = drains.awaitEnded(plugin);
        assertEquals(DrainOutcome.DRAINED, ended.outcome());
        assertEquals(DrainCause.BUNDLE_STOPPING, ended.cause());
        assertEquals(plugin.getSymbolicName(), ended.plugin());
        assertEquals(0, ended.inFlight());
        if (trigger == Trigger.UPDATE || trigger == Trigger.REFRESH) {
            assertEquals("again echoed", view.echo().echo("again"));
        }
    }
}
