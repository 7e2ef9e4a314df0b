package io.rundown.itests.hold;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotSame;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.rundown.host.HostProperties;
import io.rundown.host.PluginUnavailableException;
import io.rundown.itests.harness.Call;
import io.rundown.itests.harness.InFramework;
import io.rundown.itests.harness.Patience;
import io.rundown.itests.harness.Sample;
import io.rundown.itests.harness.Trigger;
import io.rundown.itests.harness.View;
import io.rundown.itests.sample.api.Echo;
import java.lang.reflect.Method;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;

/** Who sees the services of plugins whose calls are held, while a revision is there and while none is. */
public class HeldServiceViewIT extends InFramework {

    private static final String ECHO = Echo.class.getName();
    private static final String OWN = "io.rundown.itests.sample.own.Own";

    @Override
    protected Map<String, String> frameworkProperties() {
        return Map.of(HostProperties.HOLD, "sample.*", HostProperties.HOLD_TIMEOUT, "PT4S");
    }

    @Test
    public void consumersOfAnotherVersionDoNotSeeIt() throws Exception {
        start(Sample.API_2);
        Bundle plugin = start(Sample.ACTIVATOR_PROVIDER);
        start(Sample.PROVIDER_OF_API_2);
        View consumer1 = new View(start(Sample.CONSUMER).getBundleContext());
        View consumer2 = new View(start(Sample.CONSUMER_OF_API_2).getBundleContext());
        View indifferent = new View(start(Sample.INDIFFERENT_CONSUMER).getBundleContext());
        for (int round = 0; round < 2; round++) {
            assertEquals("round " + round, 1, consumer1.references(ECHO).size());
            assertEquals("round " + round, 1, consumer2.references(ECHO).size());
            assertEquals("round " + round, 2, indifferent.references(ECHO).size());
            assertNotSame(
                    consumer1.references(ECHO).get(0),
                    consumer2.references(ECHO).get(0));
            plugin.stop(Bundle.STOP_TRANSIENT);
        }
        plugin.start(Bundle.START_TRANSIENT);
    }

    @Test
    public void itsOwnProviderSeesTheOriginalOnly() throws Exception {
        Bundle plugin = start(Sample.ACTIVATOR_PROVIDER);
        List<ServiceReference<?>> seen = new View(plugin.getBundleContext()).references(ECHO);
        assertEquals(View.describe(seen).toString(), 1, seen.size());
        assertTrue(!View.isProxy(seen.get(0)));
    }

    @Test
    public void propertiesFollowTheRevisionAndTheReferenceStays() throws Exception {
        Bundle plugin = start(Sample.BLANK_PLUGIN);
        ServiceRegistration<Echo> first = register(plugin, Map.of("level", 1));
        ServiceReference<Echo> proxy = view.proxy();
        Echo echo = context.getService(proxy);
        assertEquals(1, proxy.getProperty("level"));
        first.setProperties(properties(Map.of("level", 2)));
        assertEquals(2, proxy.getProperty("level"));

        plugin.stop(Bundle.STOP_TRANSIENT);
        assertEquals("between two revisions", 2, proxy.getProperty("level"));
        plugin.start(Bundle.START_TRANSIENT);
        ServiceRegistration<Echo> second = register(plugin, Map.of("level", 3));
        assertSame(proxy, view.proxy());
        assertEquals(3, proxy.getProperty("level"));
        assertEquals(
                second.getReference().getProperty("service.id"), proxy.getProperty(HostProperties.ORIGINAL_SERVICE_ID));
        assertEquals("x", echo.echo("x"));
        second.setProperties(properties(Map.of("level", 4)));
        assertEquals(4, proxy.getProperty("level"));
        second.unregister();
        assertNull(proxy.getBundle());
        assertThrows(PluginUnavailableException.class, () -> echo.echo("late"));
    }

    @Test
    public void servicesOfOneTypeAreToldApartByTheirPid() throws Exception {
        Bundle plugin = start(Sample.BLANK_PLUGIN);
        register(plugin, Map.of("service.pid", "a"));
        register(plugin, Map.of("service.pid", "b"));
        ServiceReference<?> a = view.references(ECHO, "(service.pid=a)").get(0);
        ServiceReference<?> b = view.references(ECHO, "(service.pid=b)").get(0);
        plugin.stop(Bundle.STOP_TRANSIENT);
        plugin.start(Bundle.START_TRANSIENT);
        register(plugin, Map.of("service.pid", "b"));
        register(plugin, Map.of("service.pid", "a"));
        assertEquals(List.of(a), view.references(ECHO, "(service.pid=a)"));
        assertEquals(List.of(b), view.references(ECHO, "(service.pid=b)"));
    }

    @Test
    public void aRevisionWithClassesOfItsOwnIsNoneThatConsumersCanGoOnWith() throws Exception {
        Bundle plugin = start(Sample.OWN_API_PROVIDER);
        Bundle consumer = start(Sample.CONSUMER_OF_OWN_API);
        View seen = new View(consumer.getBundleContext());
        ServiceReference<?> before = seen.references(OWN).get(0);
        Object service = consumer.getBundleContext().getService(before);
        Method own = consumer.loadClass(OWN).getMethod("own", String.class);
        assertEquals("x owned", own.invoke(service, "x"));
        plugin.stop(Bundle.STOP_TRANSIENT);
        Call<Object> held = callers.start("caller", () -> own.invoke(service, "held"));
        Patience.until("held", () -> held.waitsIn("io.rundown.host.impl.hold"));
        Trigger.UPDATE.pull(plugin, context.getBundle(0));
        long began = System.nanoTime();
        plugin.start(Bundle.START_TRANSIENT); // consumers stay wired to the revision before until they are refreshed
        assertTrue(held.failure(Exception.class).getCause() instanceof PluginUnavailableException);
        assertTrue("at once", System.nanoTime() - began < 3_000_000_000L);
        assertNull(before.getBundle());
        assertEquals("no service of other classes", List.of(), seen.references(OWN));
        Trigger.REFRESH.pull(plugin, context.getBundle(0));
        Patience.until(
                "found again",
                () -> consumer.getBundleContext() != null
                        && new View(consumer.getBundleContext()).references(OWN).size() == 1);
    }

    private static ServiceRegistration<Echo> register(Bundle plugin, Map<String, Object> properties) {
        Echo echo = text -> text;
        return plugin.getBundleContext().registerService(Echo.class, echo, properties(properties));
    }

    private static Dictionary<String, Object> properties(Map<String, Object> properties) {
        return FrameworkUtil.asDictionary(properties);
    }
}
