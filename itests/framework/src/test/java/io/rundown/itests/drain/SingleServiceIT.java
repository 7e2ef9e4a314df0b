package io.rundown.itests.drain;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.rundown.host.DrainCause;
import io.rundown.host.DrainOutcome;
import io.rundown.host.DrainReport;
import io.rundown.host.PluginUnavailableException;
import io.rundown.itests.harness.Call;
import io.rundown.itests.harness.InFramework;
import io.rundown.itests.harness.Patience;
import io.rundown.itests.harness.Sample;
import io.rundown.itests.harness.View;
import io.rundown.itests.sample.api.Echo;
import io.rundown.itests.sample.stage.Held;
import io.rundown.itests.sample.stage.Journal;
import io.rundown.itests.sample.stage.Stage;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/** A single service that goes while its bundle stays is withdrawn and drained like a whole plugin. */
public class SingleServiceIT extends InFramework {

    @Test
    public void disablingADelayedComponentWaitsForTheCallInFlight() throws Exception {
        disabled(Sample.DELAYED_PROVIDER, "echo.delayed");
    }

    @Test
    public void disablingAnImmediateComponentWaitsForTheCallInFlight() throws Exception {
        disabled(Sample.IMMEDIATE_PROVIDER, "echo.immediate");
    }

    private void disabled(Sample sample, String component) throws Exception {
        Bundle plugin = start(sample);
        Echo echo = view.echo();
        Held held = hold("call");
        Call<String> call = callers.start("caller", () -> echo.echo("call"));
        held.awaitEntered();
        ServiceComponentRuntime runtime =
                context.getService(context.getServiceReference(ServiceComponentRuntime.class));
        ComponentDescriptionDTO description = runtime.getComponentDescriptionDTO(plugin, component);
        Call<Object> disabler = callers.start(
                "disabler", () -> runtime.disableComponent(description).getValue());

        DrainReport began = drains.awaitBegan(plugin);
        assertEquals(DrainCause.SERVICE_UNREGISTERING, began.cause());
        assertThrows(PluginUnavailableException.class, () -> echo.echo("late"));
        assertFalse("torn down under the call", Journal.contains("torn down"));
        held.release();
        assertEquals("call echoed", call.result());
        disabler.result();
        Patience.until("torn down", () -> Journal.contains("torn down"));
        Journal.assertOrder("end call", "torn down");
        assertEquals(DrainOutcome.DRAINED, drains.awaitEnded(plugin).outcome());
        assertEquals(Bundle.ACTIVE, plugin.getState());
        assertEquals(0, Stage.afterStop());
    }

    @Test
    public void unregisterWaitsForTheCallsOfThatServiceOnly() throws Exception {
        Bundle plugin = start(Sample.BLANK_PLUGIN);
        ServiceRegistration<Echo> going = register(plugin, "going");
        register(plugin, "staying");
        Held heldGoing = hold("going");
        Held heldStaying = hold("staying");
        Call<String> goingCall = callers.start("going", () -> named("going").echo("x"));
        Call<String> stayingCall =
                callers.start("staying", () -> named("staying").echo("x"));
        heldGoing.awaitEntered();
        heldStaying.awaitEntered();
        Call<Void> unregistering = callers.run("unregistering", going::unregister);

        DrainReport began = drains.awaitBegan(plugin);
        assertEquals(DrainCause.SERVICE_UNREGISTERING, began.cause());
        assertEquals(1, began.inFlightAtBegin());
        assertEquals(1, view.references(Echo.class.getName()).size());
        assertFalse(unregistering.isDone());
        heldGoing.release();
        assertEquals("x", goingCall.result());
        unregistering.result();
        assertFalse("the other service's call goes on", stayingCall.isDone());
        heldStaying.release();
        assertEquals("x", stayingCall.result());
    }

    @Test
    public void callThatUnregistersItsOwnServiceDoesNotWaitForItself() throws Exception {
        Bundle plugin = start(Sample.BLANK_PLUGIN);
        AtomicReference<ServiceRegistration<Echo>> own = new AtomicReference<>();
        Echo original = text -> {
            own.get().unregister();
            return text + " unregistered";
        };
        own.set(plugin.getBundleContext().registerService(Echo.class, original, null));
        Echo echo = view.echo();
        Call<String> call = callers.start("caller", () -> echo.echo("x"));
        assertEquals("x unregistered", call.result());
        assertTrue(view.references(Echo.class.getName()).isEmpty());
        assertThrows(PluginUnavailableException.class, () -> echo.echo("late"));
    }

    @Test
    public void bundleThatStopsAfterOneServiceWentIsStillDrained() throws Exception {
        Bundle plugin = start(Sample.BLANK_PLUGIN);
        register(plugin, "going").unregister();
        register(plugin, "staying");
        Held held = hold("staying");
        Call<String> call = callers.start("caller", () -> named("staying").echo("x"));
        held.awaitEntered();
        Call<Void> stopper = callers.run("stopper", plugin::stop);
        drains.awaitBegan(plugin);
        held.release();
        assertEquals("x", call.result());
        stopper.result();
    }

    private static ServiceRegistration<Echo> register(Bundle plugin, String name) {
        Echo echo = text -> {
            Stage.perform(name);
            return text;
        };
        return plugin.getBundleContext().registerService(Echo.class, echo, new Hashtable<>(Map.of("name", name)));
    }

    private Echo named(String name) {
        var references = view.references(Echo.class.getName(), "(name=" + name + ")");
        assertEquals(List.of(true), references.stream().map(View::isProxy).toList());
        return (Echo) context.getService(references.get(0));
    }
}
