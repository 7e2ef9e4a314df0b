package io.rundown.itests.consumers;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;

import io.rundown.itests.harness.Call;
import io.rundown.itests.harness.InFramework;
import io.rundown.itests.harness.Patience;
import io.rundown.itests.harness.Sample;
import io.rundown.itests.harness.View;
import io.rundown.itests.sample.api.Echo;
import io.rundown.itests.sample.stage.Held;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceListener;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;

/** Consumers that use the service registry themselves see one proxy, never an original, and are told. */
public class RegistryConsumersIT extends InFramework {

    @Test
    public void everyWayToLookUpGivesTheOneProxy() throws Exception {
        Bundle plugin = start(Sample.ACTIVATOR_PROVIDER);
        String type = Echo.class.getName();
        assertTrue(View.isProxy(context.getServiceReference(Echo.class)));
        assertTrue(View.isProxy(context.getServiceReference(type)));
        assertEquals(1, context.getServiceReferences(Echo.class, null).size());
        assertEquals(1, context.getServiceReferences(type, null).length);
        assertEquals(1, context.getAllServiceReferences(type, null).length);
        assertEquals(1, context.getServiceReferences((String) null, "(objectClass=" + type + ")").length);
        assertNull(
                "the original, by its id",
                context.getServiceReferences(
                        type, "(&(service.bundleid=" + plugin.getBundleId() + ")(!(rundown.proxied=true)))"));
    }

    @Test
    public void listenerHearsOfTheProxyOnly() throws Exception {
        List<String> heard = new CopyOnWriteArrayList<>();
        ServiceListener listener = event ->
                heard.add((View.isProxy(event.getServiceReference()) ? "proxy " : "original ") + typeOf(event));
        context.addServiceListener(listener, "(objectClass=" + Echo.class.getName() + ")");
        try {
            Bundle plugin = start(Sample.ACTIVATOR_PROVIDER);
            plugin.stop();
            plugin.start();
            plugin.uninstall();
        } finally {
            context.removeServiceListener(listener);
        }
        assertEquals(
                List.of("proxy registered", "proxy unregistering", "proxy registered", "proxy unregistering"), heard);
    }

    @Test
    public void trackerFollowsTheProxyThroughARestartAndIsToldBeforeTheDrain() throws Exception {
        CountDownLatch removed = new CountDownLatch(1);
        ServiceTracker<Echo, Echo> tracker = new ServiceTracker<>(context, Echo.class, null) {
            @Override
            public void removedService(ServiceReference<Echo> reference, Echo service) {
                removed.countDown();
                super.removedService(reference, service);
            }
        };
        tracker.open();
        try {
            Bundle plugin = start(Sample.DELAYED_PROVIDER);
            Echo echo = tracker.waitForService(Patience.BOUND.toMillis());
            assertEquals(1, tracker.size());
            assertTrue(View.isProxy(tracker.getServiceReference()));
            Held held = hold("call");
            Call<String> call = callers.start("caller", () -> echo.echo("call"));
            held.awaitEntered();
            Call<Void> stopper = callers.run("stopper", plugin::stop);

            Patience.await("the tracker is told while the call is in flight", removed);
            assertEquals(0, tracker.size());
            held.release();
            assertEquals("call echoed", call.result());
            stopper.result();

            plugin.start();
            assertEquals(
                    "again echoed",
                    tracker.waitForService(Patience.BOUND.toMillis()).echo("again"));
        } finally {
            tracker.close();
        }
    }

    @Test
    public void trackerOpenedBeforeThePluginWasInstalledSeesOneProxyOfEachService() throws Exception {
        ServiceTracker<Echo, Echo> tracker = new ServiceTracker<>(context, Echo.class, null);
        tracker.open(true);
        try {
            start(Sample.ACTIVATOR_PROVIDER);
            start(Sample.IMMEDIATE_PROVIDER);
            Patience.until("two services", () -> tracker.size() == 2);
            for (ServiceReference<Echo> reference : tracker.getServiceReferences()) {
                assertTrue(View.isProxy(reference));
            }
        } finally {
            tracker.close();
        }
    }

    private static String typeOf(ServiceEvent event) {
        switch (event.getType()) {
            case ServiceEvent.REGISTERED:
                return "registered";
            case ServiceEvent.UNREGISTERING:
                return "unregistering";
            default:
                return "event " + event.getType();
        }
    }
}
