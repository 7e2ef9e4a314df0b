package io.rundown.itests.drain;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;

import io.rundown.itests.harness.Call;
import io.rundown.itests.harness.Callers;
import io.rundown.itests.harness.InFramework;
import io.rundown.itests.harness.Sample;
import io.rundown.itests.harness.View;
import io.rundown.itests.sample.api.Echo;
import io.rundown.itests.sample.stage.Held;
import io.rundown.itests.sample.stage.Journal;
import io.rundown.itests.sample.stage.Stage;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;

/** A consumer that lets go during its own call does not pull the component away under the call. */
public class ConsumerStopIT extends InFramework {

    @Test
    public void consumerThatStopsUnderItsCallDoesNotDeactivateADelayedComponent() throws Exception {
        Bundle consumer = start(Sample.CONSUMER);
        survives(consumer, consumer::stop);
    }

    @Test
    public void consumerThatIsUninstalledUnderItsCallDoesNotDeactivateADelayedComponent() throws Exception {
        Bundle consumer = start(Sample.CONSUMER);
        survives(consumer, consumer::uninstall);
    }

    @Test
    public void consumerThatUngetsUnderItsCallDoesNotDeactivateADelayedComponent() throws Exception {
        Bundle consumer = start(Sample.CONSUMER);
        survives(consumer, () -> {
            ServiceReference<Echo> proxy = new View(consumer.getBundleContext()).proxy();
            consumer.getBundleContext().ungetService(proxy);
        });
    }

    private void survives(Bundle consumer, Callers.Action lettingGo) throws Exception {
        start(Sample.DELAYED_PROVIDER);
        Echo echo = new View(consumer.getBundleContext()).echo();
        Held held = hold("call");
        Call<String> call = callers.start("caller", () -> echo.echo("call"));
        held.awaitEntered();

        callers.run("letting go", lettingGo).result();
        assertFalse("torn down under the call", Journal.contains("torn down"));
        held.release();
        assertEquals("call echoed", call.result());
        assertEquals(0, Stage.afterStop());
        assertEquals("the next consumer is served", "next echoed", view.echo().echo("next"));
    }

    @Test
    public void withdrawalGivesNothingBackBeforeTheDrainIsOver() throws Exception {
        Bundle plugin = start(Sample.DELAYED_PROVIDER);
        Bundle consumer = start(Sample.CONSUMER);
        Echo echo = new View(consumer.getBundleContext()).echo();
        Held first = hold("first");
        Held second = hold("second");
        Call<String> firstCall = callers.start("first", () -> echo.echo("first"));
        Call<String> secondCall = callers.start("second", () -> echo.echo("second"));
        first.awaitEntered();
        second.awaitEntered();
        Call<Void> stopper = callers.run("stopper", plugin::stop);
        drains.awaitBegan(plugin);
        consumer.stop();
        first.release();
        assertEquals("first echoed", firstCall.result());
        assertFalse("torn down under the second call", Journal.contains("torn down"));
        second.release();
        assertEquals("second echoed", secondCall.result());
        stopper.result();
        Journal.assertOrder("end first", "end second", "torn down");
        assertEquals(0, Stage.afterStop());
    }

    @Test
    public void componentIsGivenBackWhenNobodyUsesItAnyMore() throws Exception {
        start(Sample.DELAYED_PROVIDER);
        Bundle consumer = start(Sample.CONSUMER);
        new View(consumer.getBundleContext()).echo().echo("x");
        assertFalse(Journal.contains("torn down"));
        consumer.stop();
        Journal.assertOrder("end x", "torn down");
    }
}
