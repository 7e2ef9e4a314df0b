package io.rundown.itests.host;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;

import io.rundown.host.HostProperties;
import io.rundown.itests.harness.InFramework;
import io.rundown.itests.harness.Patience;
import io.rundown.itests.harness.Sample;
import io.rundown.itests.harness.View;
import io.rundown.itests.sample.api.Echo;
import io.rundown.itests.sample.stage.Journal;
import java.util.List;
import java.util.Map;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;

/** With {@code rundown.bounce} the host restarts plugins that were there before it, and after it. */
public class HostBouncesPluginsIT extends InFramework {

    @Override
    protected Map<String, String> frameworkProperties() {
        return Map.of(HostProperties.BOUNCE, "true");
    }

    @Test
    public void pluginFromBeforeTheHostIsRestartedOnceAndGuarded() throws Exception {
        hostBundle().stop();
        Bundle plugin = start(Sample.IMMEDIATE_PROVIDER);
        Patience.until("the original", () -> context.getServiceReference(Echo.class) != null);
        hostBundle().start();

        assertEquals("restarts", 1, Journal.count("torn down"::equals));
        assertEquals("x echoed", view.echo().echo("x"));
        assertEquals(Bundle.ACTIVE, plugin.getState());
    }

    @Test
    public void consumersAreBoundToTheProxyAfterwards() throws Exception {
        hostBundle().stop();
        start(Sample.COMPONENT_CONSUMERS);
        start(Sample.ACTIVATOR_PROVIDER);
        Patience.until("bound", () -> Journal.contains("static bound to an original"));
        hostBundle().start();
        Patience.until("bound again", () -> Journal.contains("static bound to a proxy"));
        Journal.assertOrder("static bound to an original", "static unbound", "static bound to a proxy");
    }

    @Test
    public void hostThatStopsRestartsPluginsSoThatTrackersFindTheOriginals() throws Exception {
        start(Sample.COMPONENT_CONSUMERS);
        start(Sample.ACTIVATOR_PROVIDER);
        Patience.until("bound", () -> Journal.contains("dynamic bound to a proxy"));
        hostBundle().stop();
        Patience.until("bound again", () -> Journal.contains("dynamic bound to an original"));
        List<ServiceReference<?>> seen = view.references(Echo.class.getName());
        assertEquals(View.describe(seen).toString(), 1, seen.size());
        assertFalse(View.isProxy(seen.get(0)));
    }

    @Test
    public void pluginThatWasNotRunningStaysSo() throws Exception {
        hostBundle().stop();
        Bundle plugin = install(Sample.ACTIVATOR_PROVIDER);
        hostBundle().start();
        assertFalse(plugin.getState() == Bundle.ACTIVE);
    }
}
