package io.rundown.itests.visibility;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertNotSame;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertTrue;

import io.rundown.RundownRef;
import io.rundown.host.PluginDTO;
import io.rundown.host.PluginServiceDTO;
import io.rundown.itests.harness.InFramework;
import io.rundown.itests.harness.Sample;
import io.rundown.itests.harness.View;
import io.rundown.itests.sample.api.Echo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceListener;
import org.osgi.framework.ServiceReference;

/** What a plugin sees of itself, what it is given, and what cannot be guarded. */
public class ProviderViewIT extends InFramework {

    @Test
    public void pluginSeesItsOriginalAndNotItsProxy() throws Exception {
        BundleContext plugin = start(Sample.BLANK_PLUGIN).getBundleContext();
        List<Boolean> heard = new CopyOnWriteArrayList<>();
        ServiceListener listener = event -> heard.add(View.isProxy(event.getServiceReference()));
        plugin.addServiceListener(listener, "(objectClass=" + Echo.class.getName() + ")");
        Echo original = text -> text;
        plugin.registerService(Echo.class, original, null);

        List<ServiceReference<?>> seen = new View(plugin).references(Echo.class.getName());
        assertEquals(View.describe(seen).toString(), 1, seen.size());
        assertFalse(View.isProxy(seen.get(0)));
        assertSame(original, plugin.getService(seen.get(0)));
        assertEquals("events of originals only", List.of(false), heard);
        assertNotSame(original, view.echo());
    }

    @Test
    public void otherPluginsSeeTheProxy() throws Exception {
        start(Sample.ACTIVATOR_PROVIDER);
        BundleContext other = start(Sample.BLANK_PLUGIN).getBundleContext();
        assertEquals("x echoed", new View(other).echo().echo("x"));
    }

    @Test
    public void pluginGetsARefOfItsOwnAndNobodyElseGetsOne() throws Exception {
        BundleContext first = start(Sample.BLANK_PLUGIN).getBundleContext();
        BundleContext second = start(Sample.IMPATIENT_PLUGIN).getBundleContext();
        RundownRef firstRef = refOf(first);
        RundownRef secondRef = refOf(second);
        assertNotEquals(firstRef.name(), secondRef.name());
        ServiceReference<RundownRef> seen = context.getServiceReference(RundownRef.class);
        assertTrue("a bundle that is no plugin gets no ref", seen == null || context.getService(seen) == null);

        boolean[] held = new boolean[3];
        Echo original = text -> {
            held[0] = firstRef.isHeldByCurrentThread();
            held[1] = secondRef.isHeldByCurrentThread();
            return text;
        };
        first.registerService(Echo.class, original, null);
        view.echo().echo("x");
        held[2] = firstRef.isHeldByCurrentThread();
        assertTrue("held inside a call", held[0]);
        assertFalse("the ref of another plugin is not", held[1]);
        assertFalse("nor is it after the call", held[2]);
    }

    @Test
    public void classTypedServiceStaysVisibleAndIsListedWithTheReason() throws Exception {
        Bundle plugin = start(Sample.BLANK_PLUGIN);
        ArrayList<String> service = new ArrayList<>();
        plugin.getBundleContext().registerService(ArrayList.class, service, null);
        plugin.getBundleContext().registerService(Object.class, "as EventAdmin does", null);
        plugin.getBundleContext()
                .registerService(new String[] {List.class.getName(), ArrayList.class.getName()}, service, null);

        assertSame(service, context.getService(context.getServiceReference(ArrayList.class)));
        assertEquals(2, context.getServiceReferences(ArrayList.class, null).size());
        PluginDTO shown = shown(plugin);
        assertEquals(shown.services.toString(), 3, shown.services.size());
        for (PluginServiceDTO listed : shown.services) {
            assertFalse(listed.toString(), listed.guarded);
            assertTrue(listed.toString(), listed.unguardedReason != null && !listed.unguardedReason.isBlank());
        }
    }

    @Test
    public void hostListsThePluginAndItsGuardedService() throws Exception {
        Bundle plugin = start(Sample.ACTIVATOR_PROVIDER);
        PluginDTO shown = shown(plugin);
        assertEquals("1.0.0", shown.version);
        assertEquals("ACTIVE", shown.state);
        assertEquals(30_000, shown.drainTimeoutMillis);
        assertEquals("PROCEED", shown.onTimeout);
        assertEquals(1, shown.services.size());
        PluginServiceDTO listed = shown.services.get(0);
        assertEquals(List.of(Echo.class.getName()), listed.objectClass);
        assertTrue(listed.guarded);
        assertNull(listed.unguardedReason);
        assertEquals(listed.serviceId, view.proxy().getProperty("rundown.service.id"));
        plugin.stop();
        assertTrue(host().plugins().stream().noneMatch(other -> other.bundleId == plugin.getBundleId()));
    }

    @Test
    public void bundleThatDidNotOptInIsLeftAlone() throws Exception {
        Bundle bundle = start(Sample.UNMODIFIED_PLUGIN);
        Echo original = text -> text;
        bundle.getBundleContext().registerService(Echo.class, original, null);
        assertSame(original, context.getService(context.getServiceReference(Echo.class)));
        assertTrue(host().plugins().stream().noneMatch(other -> other.bundleId == bundle.getBundleId()));
    }

    @Test
    public void attributesOfTheRequirementSetThePolicy() throws Exception {
        Map<Sample, String> expected =
                Map.of(Sample.IMPATIENT_PLUGIN, "500 PROCEED", Sample.INTERRUPTING_PLUGIN, "300 INTERRUPT");
        for (Map.Entry<Sample, String> each : expected.entrySet()) {
            PluginDTO shown = shown(start(each.getKey()));
            assertEquals(each.getValue(), shown.drainTimeoutMillis + " " + shown.onTimeout);
        }
    }

    private static RundownRef refOf(BundleContext plugin) {
        return plugin.getService(plugin.getServiceReference(RundownRef.class));
    }

    private PluginDTO shown(Bundle plugin) {
        return host().plugins().stream()
                .filter(shown -> shown.bundleId == plugin.getBundleId())
                .findFirst()
                .orElseThrow(() -> new AssertionError(plugin + " is not listed: " + host().plugins()));
    }
}
