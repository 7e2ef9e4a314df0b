package io.rundown.itests.visibility;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.rundown.itests.harness.InFramework;
import io.rundown.itests.harness.Sample;
import io.rundown.itests.harness.View;
import io.rundown.itests.sample.api.Echo;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntSupplier;
import org.junit.Before;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceListener;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;

/** A proxy has the properties, the rank and the place among others that its original has. */
public class ServicePropertiesIT extends InFramework {

    private Bundle plugin;
    private BundleContext provider;

    @Before
    public void startPlugin() throws Exception {
        plugin = start(Sample.BLANK_PLUGIN);
        provider = plugin.getBundleContext();
    }

    @Test
    public void proxyHasThePropertiesOfItsOriginalAndSaysWhatItIs() throws Exception {
        ServiceRegistration<Echo> registration = register("a", Map.of("colour", "blue", "sizes", new int[] {1, 2}));
        ServiceReference<Echo> proxy = view.proxy();
        assertEquals("blue", proxy.getProperty("colour"));
        assertArrayEquals(new int[] {1, 2}, (int[]) proxy.getProperty("sizes"));
        assertArrayEquals(new String[] {Echo.class.getName()}, (String[]) proxy.getProperty("objectClass"));
        assertEquals(true, proxy.getProperty("rundown.proxied"));
        assertEquals(registration.getReference().getProperty("service.id"), proxy.getProperty("rundown.service.id"));
        assertEquals(plugin.getBundleId(), proxy.getProperty("rundown.bundle.id"));
    }

    @Test
    public void proxyIsRegisteredByThePluginForWhiteboardsThatLook() throws Exception {
        register("a", Map.of());
        assertEquals(plugin, view.proxy().getBundle());
        assertEquals(plugin.getBundleId(), view.proxy().getProperty(Constants.SERVICE_BUNDLEID));
    }

    @Test
    public void serviceOfTwoInterfacesHasOneProxyOfBoth() throws Exception {
        class Both implements Echo, IntSupplier {
            @Override
            public String echo(String text) {
                return text + " echoed";
            }

            @Override
            public int getAsInt() {
                return 42;
            }
        }
        provider.registerService(new String[] {Echo.class.getName(), IntSupplier.class.getName()}, new Both(), null);
        assertEquals("x echoed", view.echo().echo("x"));
        IntSupplier supplier = context.getService(context.getServiceReference(IntSupplier.class));
        assertEquals(42, supplier.getAsInt());
        assertEquals("one proxy of both", view.echo(), supplier);
    }

    @Test
    public void filtersSelectByTheOriginalsProperties() throws Exception {
        register("blue", Map.of("colour", "blue"));
        register("red", Map.of("colour", "red"));
        List<ServiceReference<?>> found = view.references(Echo.class.getName(), "(colour=red)");
        assertEquals(1, found.size());
        assertEquals("red", ((Echo) context.getService(found.get(0))).echo("which"));
    }

    @Test
    public void rankDecidesAndChangesOfRankToo() throws Exception {
        ServiceRegistration<Echo> low = register("low", Map.of(Constants.SERVICE_RANKING, 1));
        register("high", Map.of(Constants.SERVICE_RANKING, 5));
        assertEquals("high", best());
        low.setProperties(dictionary(Map.of(Constants.SERVICE_RANKING, 10)));
        assertEquals("low", best());
    }

    @Test
    public void tiesGoToTheOneRegisteredFirst() throws Exception {
        for (String name : List.of("first", "second", "third")) {
            register(name, Map.of());
        }
        List<String> order = view.references(Echo.class.getName()).stream()
                .map(reference -> ((Echo) context.getService(reference)).echo("which"))
                .toList();
        assertEquals(List.of("first", "second", "third"), order);
    }

    @Test
    public void modificationIsPassedOnAsModified() throws Exception {
        List<String> heard = new CopyOnWriteArrayList<>();
        ServiceListener listener = event ->
                heard.add(event.getType() + " " + event.getServiceReference().getProperty("colour"));
        ServiceRegistration<Echo> registration = register("a", Map.of("colour", "blue"));
        context.addServiceListener(listener, "(objectClass=" + Echo.class.getName() + ")");
        try {
            registration.setProperties(dictionary(Map.of("colour", "red")));
            registration.setProperties(dictionary(Map.of()));
        } finally {
            context.removeServiceListener(listener);
        }
        assertEquals(List.of(ServiceEvent.MODIFIED + " red", ServiceEvent.MODIFIED + " null"), heard);
        assertEquals(true, view.proxy().getProperty("rundown.proxied"));
    }

    @Test
    public void consumerWhoseFilterNoLongerMatchesIsTold() throws Exception {
        List<Integer> heard = new CopyOnWriteArrayList<>();
        ServiceListener listener = event -> heard.add(event.getType());
        ServiceRegistration<Echo> registration = register("a", Map.of("colour", "blue"));
        context.addServiceListener(listener, "(&(objectClass=" + Echo.class.getName() + ")(colour=blue))");
        try {
            registration.setProperties(dictionary(Map.of("colour", "red")));
            registration.setProperties(dictionary(Map.of("colour", "blue")));
        } finally {
            context.removeServiceListener(listener);
        }
        assertEquals(List.of(ServiceEvent.MODIFIED_ENDMATCH, ServiceEvent.MODIFIED), heard);
    }

    @Test
    public void modifyingUnderLoadNeverShowsAnOriginal() throws Exception {
        ServiceRegistration<Echo> registration = register("a", Map.of("n", 0));
        for (int i = 1; i <= 200; i++) {
            registration.setProperties(dictionary(Map.of("n", i)));
            List<ServiceReference<?>> seen = view.references(Echo.class.getName(), "(n=" + i + ")");
            assertTrue("round " + i, seen.size() == 1 && View.isProxy(seen.get(0)));
        }
    }

    private ServiceRegistration<Echo> register(String answer, Map<String, ?> properties) {
        Echo echo = text -> answer;
        return provider.registerService(Echo.class, echo, dictionary(properties));
    }

    private String best() {
        return context.getService(context.getServiceReference(Echo.class)).echo("which");
    }

    private static Dictionary<String, Object> dictionary(Map<String, ?> properties) {
        return new Hashtable<>(properties);
    }
}
