package io.rundown.itests.fidelity;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertNull;

import io.rundown.itests.harness.InFramework;
import io.rundown.itests.harness.Patience;
import io.rundown.itests.harness.Sample;
import io.rundown.itests.harness.View;
import io.rundown.itests.sample.api.Echo;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;

/** A proxy asks for nothing that nobody asked it for, and uses count for the bundle that uses. */
public class LazinessIT extends InFramework {

    @Test
    public void delayedComponentIsActivatedByItsFirstUseAndNotByItsProxy() throws Exception {
        Bundle plugin = start(Sample.DELAYED_PROVIDER);
        ServiceReference<Echo> proxy = view.proxy();
        assertEquals(ComponentConfigurationDTO.SATISFIED, state(plugin));
        Echo echo = context.getService(proxy);
        assertEquals(ComponentConfigurationDTO.ACTIVE, state(plugin));
        assertNotNull(echo);
        context.ungetService(proxy);
        Patience.until("deactivated", () -> state(plugin) == ComponentConfigurationDTO.SATISFIED);
    }

    private int state(Bundle plugin) {
        ServiceComponentRuntime runtime =
                context.getService(context.getServiceReference(ServiceComponentRuntime.class));
        return runtime.getComponentConfigurationDTOs(runtime.getComponentDescriptionDTO(plugin, "echo.delayed"))
                .iterator()
                .next()
                .state;
    }

    @Test
    public void usesCountForTheBundleThatUses() throws Exception {
        Bundle plugin = start(Sample.BLANK_PLUGIN);
        ServiceReference<?> original = plugin.getBundleContext()
                .registerService(Echo.class, text -> text, null)
                .getReference();
        BundleContext other = start(Sample.CONSUMER).getBundleContext();
        ServiceReference<Echo> proxy = new View(other).proxy();
        assertNull(proxy.getUsingBundles());
        assertNull(original.getUsingBundles());

        other.getService(proxy);
        other.getService(proxy);
        assertArrayEquals(new Bundle[] {other.getBundle()}, proxy.getUsingBundles());
        assertArrayEquals(new Bundle[] {other.getBundle()}, original.getUsingBundles());

        other.ungetService(proxy);
        assertArrayEquals(new Bundle[] {other.getBundle()}, proxy.getUsingBundles());
        other.ungetService(proxy);
        assertNull(proxy.getUsingBundles());
        assertNull(original.getUsingBundles());
    }
}
