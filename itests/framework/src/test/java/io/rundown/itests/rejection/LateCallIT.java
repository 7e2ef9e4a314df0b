package io.rundown.itests.rejection;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.rundown.host.PluginUnavailableException;
import io.rundown.itests.harness.Call;
import io.rundown.itests.harness.InFramework;
import io.rundown.itests.harness.Sample;
import io.rundown.itests.harness.Trigger;
import io.rundown.itests.sample.api.Echo;
import io.rundown.itests.sample.stage.Held;
import io.rundown.itests.sample.stage.Journal;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceException;
import org.osgi.framework.ServiceListener;

/** A call that comes when the plugin is going or gone is refused in words, and runs nothing of it. */
public class LateCallIT extends InFramework {

    @Test
    public void callThroughAStaleProxyIsRefusedAfterStop() throws Exception {
        refusedAfter(Trigger.STOP);
    }

    @Test
    public void callThroughAStaleProxyIsRefusedAfterUpdate() throws Exception {
        refusedAfter(Trigger.UPDATE);
    }

    @Test
    public void callThroughAStaleProxyIsRefusedAfterUninstall() throws Exception {
        refusedAfter(Trigger.UNINSTALL);
    }

    @Test
    public void callThroughAStaleProxyIsRefusedAfterRefresh() throws Exception {
        refusedAfter(Trigger.REFRESH);
    }

    private void refusedAfter(Trigger trigger) throws Exception {
        Bundle plugin = start(Sample.IMMEDIATE_PROVIDER);
        Echo stale = view.echo();
        assertEquals("early echoed", stale.echo("early"));
        trigger.pull(plugin);

        PluginUnavailableException refused = assertThrows(PluginUnavailableException.class, () -> stale.echo("late"));
        assertExplains(refused, plugin);
        assertThrows(PluginUnavailableException.class, () -> stale.add(1, 2));
        assertFalse("the plugin ran", Journal.contains("begin late"));
    }

    @Test
    public void newCallsAreRefusedWhileTheOldOnesAreWaitedFor() throws Exception {
        Bundle plugin = start(Sample.DELAYED_PROVIDER);
        Echo echo = view.echo();
        Held held = hold("call");
        Call<String> call = callers.start("caller", () -> echo.echo("call"));
        held.awaitEntered();
        Call<Void> stopper = callers.run("stopper", plugin::stop);
        drains.awaitBegan(plugin);

        assertExplains(assertThrows(PluginUnavailableException.class, () -> echo.echo("late")), plugin);
        held.release();
        assertEquals("call echoed", call.result());
        stopper.result();
        assertFalse("the plugin ran", Journal.contains("begin late"));
        assertEquals(
                "calls refused during the drain", 1, drains.awaitEnded(plugin).rejected());
    }

    @Test
    public void consumersAreToldBeforeCallsAreRefused() throws Exception {
        Bundle plugin = start(Sample.ACTIVATOR_PROVIDER);
        Echo echo = view.echo();
        AtomicReference<Call<String>> last = new AtomicReference<>();
        ServiceListener listener = event -> {
            if (event.getType() == ServiceEvent.UNREGISTERING) {
                last.set(callers.start("last", () -> echo.echo("last")));
                joined(last.get());
            }
        };
        context.addServiceListener(listener, "(objectClass=" + Echo.class.getName() + ")");
        try {
            plugin.stop();
        } finally {
            context.removeServiceListener(listener);
        }
        assertEquals(
                "a call from the UNREGISTERING event", "last echoed", last.get().result());
    }

    private static void joined(Call<?> call) {
        try {
            call.result();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    public void staleProxyCanStillBeTakenOutOfACollection() throws Exception {
        Bundle plugin = start(Sample.ACTIVATOR_PROVIDER);
        Echo echo = view.echo();
        Set<Echo> kept = new HashSet<>(Set.of(echo));
        plugin.stop();
        assertTrue(kept.remove(echo));
        assertNotNull(echo.toString());
    }

    @Test
    public void pluginThatCameBackServesNewLookUpsAndItsCountsAreShown() throws Exception {
        Bundle plugin = start(Sample.ACTIVATOR_PROVIDER);
        Echo stale = view.echo();
        plugin.stop();
        plugin.start();
        assertThrows(PluginUnavailableException.class, () -> stale.echo("late"));
        assertEquals("new echoed", view.echo().echo("new"));
    }

    private static void assertExplains(PluginUnavailableException refused, Bundle plugin) {
        assertEquals(ServiceException.UNREGISTERED, refused.getType());
        assertEquals(plugin.getSymbolicName(), refused.plugin());
        assertEquals(Echo.class.getName(), refused.service());
        String message = refused.getMessage();
        assertTrue(message, message.contains(plugin.getSymbolicName()));
        assertTrue(message, message.contains(Echo.class.getName()));
        String reason = message.substring(message.indexOf("refused: ") + "refused: ".length());
        assertTrue("a reason: " + message, reason.length() > 5);
    }
}
