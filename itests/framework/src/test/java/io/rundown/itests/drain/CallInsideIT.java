package io.rundown.itests.drain;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import io.rundown.host.DrainOutcome;
import io.rundown.host.PluginUnavailableException;
import io.rundown.itests.harness.Call;
import io.rundown.itests.harness.InFramework;
import io.rundown.itests.harness.Sample;
import io.rundown.itests.harness.Trigger;
import io.rundown.itests.sample.api.Echo;
import io.rundown.itests.sample.stage.Held;
import io.rundown.itests.sample.stage.Journal;
import io.rundown.itests.sample.stage.Stage;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.Before;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** What a call that is inside may do while its plugin is drained. */
public class CallInsideIT extends InFramework {

    private Bundle plugin;
    private Echo echo;

    /** A plugin whose call does what the test has put on the stage. */
    @Before
    public void startPlugin() throws Exception {
        plugin = start(Sample.BLANK_PLUGIN);
        Echo original = text -> {
            Stage.perform(text);
            return text + " done";
        };
        plugin.getBundleContext().registerService(Echo.class, original, null);
        echo = view.echo();
    }

    @Test
    public void nestedCallPassesWhileDraining() throws Exception {
        Held held = hold("held");
        AtomicReference<String> nested = new AtomicReference<>();
        Stage.script("outer", () -> {
            held.run();
            nested.set(echo.echo("inner"));
        });
        Call<String> outer = callers.start("caller", () -> echo.echo("outer"));
        held.awaitEntered();
        Call<Void> stopper = callers.run("stopper", plugin::stop);
        drains.awaitBegan(plugin);
        assertThrows("other threads do not pass", PluginUnavailableException.class, () -> echo.echo("other"));
        held.release();
        assertEquals("outer done", outer.result());
        assertEquals("inner done", nested.get());
        stopper.result();
        assertEquals(DrainOutcome.DRAINED, drains.awaitEnded(plugin).outcome());
    }

    @Test
    public void callThatStopsItsOwnPluginDoesNotWaitForItself() throws Exception {
        Stage.script("stop me", plugin::stop);
        assertEquals(
                "stop me done",
                callers.start("caller", () -> echo.echo("stop me")).result());
        assertEquals(Bundle.RESOLVED, plugin.getState());
        assertThrows(PluginUnavailableException.class, () -> echo.echo("late"));
    }

    @Test
    public void callThatUninstallsItsOwnPluginDoesNotWaitForItself() throws Exception {
        Stage.script("remove me", plugin::uninstall);
        assertEquals(
                "remove me done",
                callers.start("caller", () -> echo.echo("remove me")).result());
        assertEquals(Bundle.UNINSTALLED, plugin.getState());
    }

    @Test
    public void callThatStopsItsOwnPluginStillWaitsForTheOthers() throws Exception {
        Held held = hold("other");
        Call<String> other = callers.start("other", () -> echo.echo("other"));
        held.awaitEntered();
        Stage.script("stop me", () -> {
            plugin.stop();
            Journal.note("stopped");
        });
        Call<String> suicide = callers.start("suicide", () -> echo.echo("stop me"));
        drains.awaitBegan(plugin);
        assertFalse(Journal.contains("stopped"));
        held.release();
        assertEquals("other done", other.result());
        assertEquals("stop me done", suicide.result());
        Journal.assertOrder("drain began", "drain ended", "stopped");
        assertEquals(DrainOutcome.DRAINED, drains.awaitEnded(plugin).outcome());
    }

    @Test
    public void pluginThatWasStoppedByItsOwnCallServesAgainAfterAStart() throws Exception {
        Stage.script("restart me", () -> {
            plugin.stop();
            plugin.start();
            plugin.getBundleContext().registerService(Echo.class, text -> text + " reborn", null);
        });
        assertEquals(
                "restart me done",
                callers.start("caller", () -> echo.echo("restart me")).result());
        assertEquals("x reborn", view.echo().echo("x"));
        plugin.stop();
        assertTrue(view.references(Echo.class.getName()).isEmpty());
    }

    @Test
    public void callInsideMayUseTheFrameworkWhileItsPluginStops() throws Exception {
        usesTheFramework(Trigger.STOP);
    }

    @Test
    public void callInsideMayUseTheFrameworkWhileItsPluginIsUpdated() throws Exception {
        usesTheFramework(Trigger.UPDATE);
    }

    @Test
    public void callInsideMayUseTheFrameworkWhileItsPluginIsUninstalled() throws Exception {
        usesTheFramework(Trigger.UNINSTALL);
    }

    private void usesTheFramework(Trigger trigger) throws Exception {
        Held held = hold("held");
        BundleContext own = plugin.getBundleContext();
        Stage.script("busy", () -> {
            held.run();
            own.registerService(Runnable.class, () -> {}, null).unregister();
            own.ungetService(own.getServiceReference(Echo.class));
            Bundle other = start(Sample.UNMODIFIED_PLUGIN);
            Trigger.UPDATE.pull(other, context.getBundle(0));
            Trigger.REFRESH.pull(other, context.getBundle(0));
            other.stop();
            other.uninstall();
            plugin.loadClass(Echo.class.getName());
            Journal.note("busy no more");
        });
        Call<String> call = callers.start("caller", () -> echo.echo("busy"));
        held.awaitEntered();
        Call<Void> stopper = callers.run("stopper", () -> trigger.pull(plugin, context.getBundle(0)));
        drains.awaitBegan(plugin);
        held.release();
        assertEquals("busy done", call.result());
        stopper.result();
        Journal.assertOrder("drain began", "busy no more", "drain ended");
        assertEquals(DrainOutcome.DRAINED, drains.awaitEnded(plugin).outcome());
    }
}
