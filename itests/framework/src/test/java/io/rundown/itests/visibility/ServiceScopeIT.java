package io.rundown.itests.visibility;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertNull;

import io.rundown.itests.harness.InFramework;
import io.rundown.itests.harness.Sample;
import io.rundown.itests.harness.View;
import io.rundown.itests.sample.api.Echo;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.junit.Before;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.PrototypeServiceFactory;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceObjects;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;

/** Singleton, bundle and prototype scope behave through a proxy as they do without. */
public class ServiceScopeIT extends InFramework {

    private final Counter factory = new Counter(made -> text -> "instance " + made);
    private BundleContext provider;
    private BundleContext other;

    @Before
    public void startBundles() throws Exception {
        provider = start(Sample.BLANK_PLUGIN).getBundleContext();
        other = start(Sample.CONSUMER).getBundleContext();
    }

    @Test
    public void singletonIsOneForAll() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        Echo one = text -> "call " + calls.incrementAndGet();
        provider.registerService(Echo.class, one, null);
        assertEquals("call 1", view.echo().echo("x"));
        assertEquals("call 2", new View(other).echo().echo("x"));
    }

    @Test
    public void bundleScopeIsAnInstanceForEachConsumer() throws Exception {
        provider.registerService(Echo.class, factory.asBundleScope(), null);
        assertEquals(Constants.SCOPE_BUNDLE, view.proxy().getProperty(Constants.SERVICE_SCOPE));
        String mine = view.echo().echo("x");
        assertEquals("the same for the same bundle", mine, view.echo().echo("x"));
        assertNotEquals("another for another", mine, new View(other).echo().echo("x"));
        assertEquals(2, factory.made.get());
    }

    @Test
    public void bundleScopedInstanceIsGivenBackWithItsLastUse() throws Exception {
        provider.registerService(Echo.class, factory.asBundleScope(), null);
        ServiceReference<Echo> proxy = view.proxy();
        assertNotNull(context.getService(proxy));
        assertNotNull(context.getService(proxy));
        context.ungetService(proxy);
        assertEquals(0, factory.returned.get());
        context.ungetService(proxy);
        assertEquals(1, factory.returned.get());
    }

    @Test
    public void prototypeScopeIsAnInstanceForEachRequest() throws Exception {
        provider.registerService(Echo.class, factory, null);
        assertEquals(Constants.SCOPE_PROTOTYPE, view.proxy().getProperty(Constants.SERVICE_SCOPE));
        ServiceObjects<Echo> objects = context.getServiceObjects(view.proxy());
        Echo first = objects.getService();
        Echo second = objects.getService();
        assertNotEquals(first.echo("x"), second.echo("x"));
        objects.ungetService(first);
        assertEquals(1, factory.returned.get());
        objects.ungetService(second);
        assertEquals(2, factory.returned.get());
        assertEquals(2, factory.made.get());
    }

    @Test
    public void prototypesAreGivenBackWhenTheConsumerStops() throws Exception {
        provider.registerService(Echo.class, factory, null);
        Bundle consumer = other.getBundle();
        ServiceObjects<Echo> objects = other.getServiceObjects(new View(other).proxy());
        objects.getService().echo("x");
        objects.getService().echo("x");
        consumer.stop();
        assertEquals(2, factory.returned.get());
    }

    @Test
    public void prototypesAreGivenBackWhenTheServiceGoes() throws Exception {
        ServiceRegistration<?> registration = provider.registerService(Echo.class, factory, null);
        ServiceObjects<Echo> objects = context.getServiceObjects(view.proxy());
        objects.getService().echo("x");
        registration.unregister();
        assertEquals(1, factory.returned.get());
    }

    @Test
    public void factoryThatGivesNothingIsAskedAgain() throws Exception {
        firstTime(made -> made == 1 ? null : text -> "instance " + made);
    }

    @Test
    public void factoryThatThrowsIsAskedAgainAndTheConsumerGetsNull() throws Exception {
        firstTime(made -> {
            if (made == 1) {
                throw new IllegalStateException("on purpose, by a test");
            }
            return text -> "instance " + made;
        });
    }

    private void firstTime(IntFunction<Echo> maker) throws Exception {
        Counter moody = new Counter(maker);
        provider.registerService(Echo.class, moody.asBundleScope(), null);
        ServiceReference<Echo> proxy = view.proxy();
        assertNull(context.getService(proxy));
        assertEquals("instance 2", context.getService(proxy).echo("x"));
    }

    private static final class Counter implements PrototypeServiceFactory<Echo> {

        final AtomicInteger made = new AtomicInteger();
        final AtomicInteger returned = new AtomicInteger();
        private final IntFunction<Echo> maker;

        Counter(IntFunction<Echo> maker) {
            this.maker = maker;
        }

        ServiceFactory<Echo> asBundleScope() {
            return new ServiceFactory<>() {
                @Override
                public Echo getService(Bundle bundle, ServiceRegistration<Echo> registration) {
                    return Counter.this.getService(bundle, registration);
                }

                @Override
                public void ungetService(Bundle bundle, ServiceRegistration<Echo> registration, Echo service) {
                    Counter.this.ungetService(bundle, registration, service);
                }
            };
        }

        @Override
        public Echo getService(Bundle bundle, ServiceRegistration<Echo> registration) {
            return maker.apply(made.incrementAndGet());
        }

        @Override
        public void ungetService(Bundle bundle, ServiceRegistration<Echo> registration, Echo service) {
            returned.incrementAndGet();
        }
    }
}
