package io.rundown.itests.host;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.rundown.host.DrainCause;
import io.rundown.host.PluginDTO;
import io.rundown.host.PluginServiceDTO;
import io.rundown.host.PluginUnavailableException;
import io.rundown.itests.harness.Call;
import io.rundown.itests.harness.InFramework;
import io.rundown.itests.harness.Sample;
import io.rundown.itests.harness.View;
import io.rundown.itests.sample.api.Echo;
import io.rundown.itests.sample.stage.Held;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceListener;
import org.osgi.framework.ServiceReference;

/** The host starts after plugins, and stops before them; without {@code rundown.bounce}. */
public class HostComesAndGoesIT extends InFramework {

    private static final String ECHO = Echo.class.getName();

    @Test
    public void servicesFromBeforeTheHostStayAsTheyAreAndAreListedWithTheReason() throws Exception {
        hostBundle().stop();
        Bundle plugin = start(Sample.ACTIVATOR_PROVIDER);
        Echo early = context.getService(original());
        hostBundle().start();

        assertFalse(View.isProxy(original()));
        assertEquals("x echoed", early.echo("x"));
        PluginServiceDTO listed = shown(plugin).services.get(0);
        assertFalse(listed.guarded);
        assertTrue(listed.toString(), listed.unguardedReason != null && !listed.unguardedReason.isBlank());
    }

    @Test
    public void whoUsesAnOriginalFromBeforeTheHostIsToldWhenItGoes() throws Exception {
        hostBundle().stop();
        Bundle plugin = start(Sample.ACTIVATOR_PROVIDER);
        List<Integer> heard = new CopyOnWriteArrayList<>();
        ServiceListener listener = event -> heard.add(event.getType());
        context.addServiceListener(listener, "(objectClass=" + ECHO + ")");
        try {
            hostBundle().start();
            plugin.stop();
        } finally {
            context.removeServiceListener(listener);
        }
        assertEquals(List.of(ServiceEvent.UNREGISTERING), heard);
        assertTrue(view.references(ECHO).isEmpty());
    }

    @Test
    public void pluginFromBeforeTheHostIsGuardedAfterItsNextStart() throws Exception {
        hostBundle().stop();
        Bundle plugin = start(Sample.DELAYED_PROVIDER);
        hostBundle().start();
        plugin.stop();
        plugin.start();
        assertEquals("x echoed", view.echo().echo("x"));
        assertTrue(shown(plugin).services.get(0).guarded);
    }

    @Test
    public void hostThatStopsLeavesTheOriginalsVisibleAndRefusesItsProxies() throws Exception {
        Bundle plugin = start(Sample.IMMEDIATE_PROVIDER);
        Echo proxy = view.echo();
        hostBundle().stop();

        ServiceReference<Echo> original = original();
        assertFalse(View.isProxy(original));
        assertEquals("x echoed", context.getService(original).echo("x"));
        assertThrows(PluginUnavailableException.class, () -> proxy.echo("late"));
        assertEquals("the plugin goes on", Bundle.ACTIVE, plugin.getState());
    }

    @Test
    public void hostThatStopsWaitsForTheCallsThroughItsProxies() throws Exception {
        Bundle plugin = start(Sample.DELAYED_PROVIDER);
        Echo echo = view.echo();
        Held held = hold("call");
        Call<String> call = callers.start("caller", () -> echo.echo("call"));
        held.awaitEntered();
        Call<Void> stopper = callers.run("stopper", () -> hostBundle().stop());
        assertEquals(DrainCause.HOST_STOPPING, drains.awaitBegan(plugin).cause());
        held.release();
        assertEquals("call echoed", call.result());
        stopper.result();
    }

    @Test
    public void hostThatWasRestartedGuardsWhatStartsThen() throws Exception {
        for (int round = 0; round < 3; round++) {
            hostBundle().stop();
            hostBundle().start();
        }
        start(Sample.ACTIVATOR_PROVIDER);
        assertEquals("x echoed", view.echo().echo("x"));
    }

    @Test
    public void serviceThatIsRegisteredWhileThePluginStopsLeavesNoProxyBehind() throws Exception {
        Bundle plugin = start(Sample.LATECOMER);
        plugin.stop();
        assertEquals(List.of(), View.describe(view.references(ECHO)));
        plugin.start();
        plugin.stop();
        assertEquals(List.of(), View.describe(view.references(ECHO)));
    }

    private ServiceReference<Echo> original() {
        List<ServiceReference<?>> seen = view.references(ECHO);
        assertEquals(View.describe(seen).toString(), 1, seen.size());
        return context.getServiceReference(Echo.class);
    }

    private PluginDTO shown(Bundle plugin) {
        return host().plugins().stream()
                .filter(dto -> dto.bundleId == plugin.getBundleId())
                .findFirst()
                .orElseThrow(() -> new AssertionError("not listed: " + host().plugins()));
    }
}
