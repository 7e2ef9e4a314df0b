package io.rundown.host.impl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rundown.host.HostProperties;
import io.rundown.host.impl.own.Own;
import io.rundown.host.impl.sample.Greeter;
import io.rundown.host.impl.sample.Probe;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osgi.framework.AllServiceListener;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;

/**
 * A plugin that is activated when the first of its classes is loaded: its services may be registered before, as
 * component runtimes do. A subclass says on which framework.
 */
@Timeout(60)
abstract class LazyActivationContract extends HostOnFramework {

    private static final String ONLY_LAZY = "(lazy=true)";
    private static final Dictionary<String, Object> LAZY = FrameworkUtil.asDictionary(Map.of("lazy", true));

    @SuppressWarnings("NullAway.Init")
    private Bundle lazy;

    @BeforeEach
    void waitForItsFirstClass() throws Exception {
        lazy = install(
                framework.getBundleContext(),
                BundleFiles.plugin(
                        NoActivator.class,
                        "sample.lazy",
                        Map.of(
                                Constants.BUNDLE_ACTIVATIONPOLICY,
                                Constants.ACTIVATION_LAZY,
                                Constants.IMPORT_PACKAGE,
                                Greeter.class.getPackageName()),
                        folder,
                        Own.class));
        lazy.start(Bundle.START_ACTIVATION_POLICY);
        assertEquals(Bundle.STARTING, lazy.getState());
    }

    @Test
    void whatWasGuardedBeforeItsActivationIsGuardedAfterIt() throws Exception {
        Greeter greeter = name -> {
            Probe.inside.countDown();
            Probe.leave.await();
            return "hello " + name;
        };
        lazy.getBundleContext().registerService(Greeter.class, greeter, LAZY);
        ServiceReference<Greeter> proxy = only(consumer.getServiceReferences(Greeter.class, ONLY_LAZY));
        assertEquals(true, proxy.getProperty(HostProperties.PROXIED));
        Greeter proxied = consumer.getService(proxy);
        CompletableFuture<String> call = async(() -> proxied.greet("you"));
        assertTrue(Probe.inside.await(10, TimeUnit.SECONDS));

        lazy.start();
        assertEquals(Bundle.ACTIVE, lazy.getState());
        assertEquals(proxy, only(consumer.getServiceReferences(Greeter.class, ONLY_LAZY)));

        CompletableFuture<@Nullable Void> stop = async(() -> {
            lazy.stop();
            return null;
        });
        assertTrue(drainWaited.await(10, TimeUnit.SECONDS), "the drain waits for the call");
        assertFalse(stop.isDone());
        Probe.leave.countDown();
        stop.get(10, TimeUnit.SECONDS);
        assertEquals("hello you", call.get(10, TimeUnit.SECONDS));
    }

    @Test
    void aServiceWhoseInterfaceActivatesItIsGuardedAndAnnounced() throws Exception {
        List<ServiceReference<?>> heard = Collections.synchronizedList(new ArrayList<>());
        AllServiceListener listener = event -> {
            if (event.getType() == ServiceEvent.REGISTERED) {
                heard.add(event.getServiceReference());
            }
        };
        consumer.addServiceListener(listener, ONLY_LAZY);

        lazy.getBundleContext().registerService(Own.class.getName(), new NeverAsked(), LAZY);
        assertEquals(Bundle.ACTIVE, lazy.getState());
        ServiceReference<?> proxy = only(heard);
        assertEquals(true, proxy.getProperty(HostProperties.PROXIED));
        ServiceReference<?>[] seen = consumer.getAllServiceReferences(Own.class.getName(), ONLY_LAZY);
        assertNotNull(seen);
        assertEquals(proxy, only(List.of(seen)));
    }

    @Test
    void aStopBeforeItsActivationTakesItsServices() throws Exception {
        lazy.getBundleContext().registerService(Greeter.class, name -> "hello " + name, LAZY);
        lazy.stop();
        lazy.start(Bundle.START_ACTIVATION_POLICY);
        lazy.getBundleContext().registerService(Object.class, new Object(), LAZY);
        assertEquals(Bundle.STARTING, lazy.getState());
        assertEquals(List.of(), List.copyOf(consumer.getServiceReferences(Greeter.class, ONLY_LAZY)));
        lazy.getBundleContext().registerService(Greeter.class, name -> "hello again, " + name, LAZY);
        ServiceReference<Greeter> proxy = only(consumer.getServiceReferences(Greeter.class, ONLY_LAZY));
        assertEquals(true, proxy.getProperty(HostProperties.PROXIED));
    }

    private static <T> T only(Iterable<T> all) {
        List<T> list = new ArrayList<>();
        all.forEach(list::add);
        assertEquals(1, list.size(), list.toString());
        return list.get(0);
    }

    private static final class NeverAsked implements ServiceFactory<Object> {
        @Override
        public Object getService(Bundle bundle, ServiceRegistration<Object> registration) {
            throw new AssertionError("asked by " + bundle);
        }

        @Override
        public void ungetService(Bundle bundle, ServiceRegistration<Object> registration, Object service) {
            throw new AssertionError("given back by " + bundle);
        }
    }
}
