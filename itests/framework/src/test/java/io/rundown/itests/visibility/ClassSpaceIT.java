package io.rundown.itests.visibility;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertTrue;

import io.rundown.itests.harness.InFramework;
import io.rundown.itests.harness.Sample;
import io.rundown.itests.harness.View;
import io.rundown.itests.sample.api.Echo;
import java.lang.reflect.Method;
import java.util.List;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;

/** A consumer sees a proxy exactly if it would have seen the original, and can cast it. */
public class ClassSpaceIT extends InFramework {

    private static final String ECHO = Echo.class.getName();
    private static final String OWN = "io.rundown.itests.sample.own.Own";

    @Test
    public void apiOfAThirdBundle() throws Exception {
        start(Sample.ACTIVATOR_PROVIDER);
        Bundle consumer = start(Sample.CONSUMER);
        assertEquals("x echoed", new View(consumer.getBundleContext()).echo().echo("x"));
    }

    @Test
    public void apiExportedByThePluginItself() throws Exception {
        Bundle plugin = start(Sample.OWN_API_PROVIDER);
        Bundle consumer = start(Sample.CONSUMER_OF_OWN_API);
        View seen = new View(consumer.getBundleContext());
        ServiceReference<?> proxy = theOne(seen.references(OWN), plugin);
        assertEquals("x owned", call(consumer, OWN, proxy, "own", "x"));
        plugin.stop();
        assertEquals(List.of(), seen.references(OWN));
    }

    @Test
    public void twoVersionsOfTheApiSideBySide() throws Exception {
        Bundle api2 = start(Sample.API_2);
        Bundle plugin1 = start(Sample.ACTIVATOR_PROVIDER);
        Bundle plugin2 = start(Sample.PROVIDER_OF_API_2);
        Bundle consumer1 = start(Sample.CONSUMER);
        Bundle consumer2 = start(Sample.CONSUMER_OF_API_2);
        assertSame(api2.loadClass(ECHO), plugin2.loadClass(ECHO));

        ServiceReference<?> proxy1 = theOne(new View(consumer1.getBundleContext()).references(ECHO), plugin1);
        ServiceReference<?> proxy2 = theOne(new View(consumer2.getBundleContext()).references(ECHO), plugin2);
        assertEquals("one echoed", call(consumer1, ECHO, proxy1, "echo", "one"));
        assertEquals("two echoed", call(consumer2, ECHO, proxy2, "echo", "two"));
    }

    @Test
    public void bundleThatDoesNotKnowTheApiSeesTheProxyOfEachVersion() throws Exception {
        start(Sample.API_2);
        start(Sample.ACTIVATOR_PROVIDER);
        start(Sample.PROVIDER_OF_API_2);
        Bundle consumer = start(Sample.INDIFFERENT_CONSUMER);
        List<ServiceReference<?>> seen = new View(consumer.getBundleContext()).references(ECHO);
        assertEquals(View.describe(seen).toString(), 2, seen.size());
        assertTrue(seen.stream().allMatch(View::isProxy));
    }

    @Test
    public void allServiceReferencesIncludeTheOtherVersionsProxyAndNoOriginal() throws Exception {
        start(Sample.API_2);
        start(Sample.ACTIVATOR_PROVIDER);
        start(Sample.PROVIDER_OF_API_2);
        Bundle consumer = start(Sample.CONSUMER);
        ServiceReference<?>[] all = consumer.getBundleContext().getAllServiceReferences(ECHO, null);
        assertEquals(View.describe(List.of(all)).toString(), 2, all.length);
        assertTrue(List.of(all).stream().allMatch(View::isProxy));
    }

    private static ServiceReference<?> theOne(List<ServiceReference<?>> references, Bundle plugin) {
        assertEquals(View.describe(references).toString(), 1, references.size());
        ServiceReference<?> reference = references.get(0);
        assertTrue("a proxy", View.isProxy(reference));
        assertEquals(plugin.getBundleId(), reference.getProperty("rundown.bundle.id"));
        return reference;
    }

    /** Calls the service through the consumer's own class of the API. */
    private static Object call(Bundle consumer, String type, ServiceReference<?> reference, String method, String text)
            throws Exception {
        Object service = consumer.getBundleContext().getService(reference);
        Class<?> known = consumer.loadClass(type);
        assertTrue("castable in the consumer's class space", known.isInstance(service));
        Method called = known.getMethod(method, String.class);
        return called.invoke(service, text);
    }
}
