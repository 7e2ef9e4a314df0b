package io.rundown.itests.fidelity;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertTrue;

import io.rundown.host.PluginDTO;
import io.rundown.host.PluginServiceDTO;
import io.rundown.itests.harness.InFramework;
import io.rundown.itests.harness.Sample;
import io.rundown.itests.sample.api.Closed;
import org.junit.Before;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.hooks.service.FindHook;

/** What cannot be guarded is left as it is, and listed with the reason. */
public class UnguardedIT extends InFramework {

    private Bundle plugin;

    @Before
    public void startPlugin() throws Exception {
        plugin = start(Sample.BLANK_PLUGIN);
    }

    @Test
    public void serviceOfASealedInterface() {
        Closed original = new Closed.Only();
        plugin.getBundleContext().registerService(Closed.class, original, null);
        assertSame(original, context.getService(context.getServiceReference(Closed.class)));
        assertListed("sealed");
    }

    @Test
    public void serviceOfAClass() {
        StringBuilder original = new StringBuilder();
        plugin.getBundleContext().registerService(StringBuilder.class, original, null);
        assertSame(original, context.getService(context.getServiceReference(StringBuilder.class)));
        assertListed("is a class");
    }

    @Test
    public void frameworkHookIsCalledByTheFramework() {
        boolean[] called = new boolean[1];
        FindHook hook = (finder, name, filter, all, references) -> called[0] = true;
        plugin.getBundleContext().registerService(FindHook.class, hook, null);
        context.getServiceReference(Runnable.class);
        assertTrue(called[0]);
        assertListed("hook");
    }

    private void assertListed(String reason) {
        PluginDTO shown = host().plugins().stream()
                .filter(each -> each.bundleId == plugin.getBundleId())
                .findFirst()
                .orElseThrow();
        assertEquals(1, shown.services.size());
        PluginServiceDTO listed = shown.services.get(0);
        assertFalse(listed.guarded);
        assertNotNull(listed.unguardedReason);
        assertTrue(listed.unguardedReason, listed.unguardedReason.contains(reason));
    }
}
