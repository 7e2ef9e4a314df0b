package io.rundown.itests.load;

import static org.junit.Assert.assertEquals;

import io.rundown.itests.harness.Call;
import io.rundown.itests.harness.InFramework;
import io.rundown.itests.harness.Patience;
import io.rundown.itests.harness.Sample;
import io.rundown.itests.harness.View;
import io.rundown.itests.sample.api.Echo;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.Test;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceListener;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;

/**
 * Many registrations at once, by a plugin that two threads use. A consumer that listens since before
 * the host was there hears of each service exactly once, as a proxy, before registerService returns.
 */
public class RegistrationStormIT extends InFramework {

    private static final int THREADS = 2;
    private static final int EACH = 5_000;
    private static final int KEPT = 50;

    private final Map<Object, AtomicInteger> registered = new ConcurrentHashMap<>();
    private final Map<Object, AtomicInteger> unregistered = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<String> faults = new ConcurrentLinkedQueue<>();

    @Test
    public void tenThousandRegistrationsGiveTenThousandProxiesNeverBothNeverNone() throws Exception {
        hostBundle().stop();
        ServiceListener consumer = this::heard;
        context.addServiceListener(consumer, "(objectClass=" + Echo.class.getName() + ")");
        try {
            hostBundle().start();
            BundleContext plugin = start(Sample.BLANK_PLUGIN).getBundleContext();
            List<Call<Void>> storms = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                int number = thread;
                storms.add(callers.run("storm " + thread, () -> storm(plugin, number)));
            }
            for (Call<Void> storm : storms) {
                storm.result(Patience.BOUND.multipliedBy(6));
            }
        } finally {
            context.removeServiceListener(consumer);
        }
        assertEquals(List.of(), faults.stream().limit(10).toList());
        assertEquals("services heard of", THREADS * EACH, registered.size());
        assertEquals("services heard to go", THREADS * EACH, unregistered.size());
        assertEquals(0, faultyCounts(registered));
        assertEquals(0, faultyCounts(unregistered));
        assertEquals(List.of(), View.describe(view.references(Echo.class.getName())));
    }

    private void storm(BundleContext plugin, int thread) throws Exception {
        Deque<ServiceRegistration<Echo>> kept = new ArrayDeque<>();
        for (int i = 0; i < EACH; i++) {
            String key = thread + "." + i;
            Echo echo = text -> key;
            kept.add(plugin.registerService(Echo.class, echo, new Hashtable<>(Map.of("key", key))));
            seenOnce(key, "after registerService returned");
            if (kept.size() > KEPT) {
                kept.remove().unregister();
            }
        }
        kept.forEach(ServiceRegistration::unregister);
    }

    private void heard(ServiceEvent event) {
        ServiceReference<?> reference = event.getServiceReference();
        Object key = reference.getProperty("key");
        if (!View.isProxy(reference)) {
            faults.add("event " + event.getType() + " of an original: " + key);
        }
        if (event.getType() == ServiceEvent.REGISTERED) {
            count(registered, key);
            seenOnce(key, "inside the REGISTERED event");
        } else if (event.getType() == ServiceEvent.UNREGISTERING) {
            count(unregistered, key);
        }
    }

    private void seenOnce(Object key, String when) {
        List<ServiceReference<?>> seen = view.references(Echo.class.getName(), "(key=" + key + ")");
        if (seen.size() != 1 || !View.isProxy(seen.get(0))) {
            faults.add(key + " " + when + ": " + View.describe(seen));
        }
    }

    private static void count(Map<Object, AtomicInteger> counts, Object key) {
        counts.computeIfAbsent(key, any -> new AtomicInteger()).incrementAndGet();
    }

    private static long faultyCounts(Map<Object, AtomicInteger> counts) {
        return counts.values().stream().filter(count -> count.get() != 1).count();
    }
}
