package io.rundown.host.impl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rundown.host.DrainOutcome;
import io.rundown.host.HostProperties;
import io.rundown.host.OperationReport;
import io.rundown.host.PluginHost;
import io.rundown.host.impl.sample.CountedFactory;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;

/**
 * However a drain ends, the host releases no service object before the last call on it has returned, on a real framework; a subclass
 * says on which.
 */
@Timeout(60)
abstract class GivenUpDrainContract extends HostOnFramework {

    private final CountedFactory factory = new CountedFactory();

    @SuppressWarnings("NullAway.Init")
    private ServiceRegistration<?> registration;

    @SuppressWarnings("NullAway.Init")
    private CompletableFuture<Object> call;

    @Override
    Map<String, String> moreProperties() {
        return Map.of(HostProperties.DRAIN_TIMEOUT, "700");
    }

    @BeforeEach
    void callStaysInside() throws Exception {
        registration = plugin.getBundleContext().registerService(Callable.class.getName(), factory, null);
        ServiceReference<?> reference = Objects.requireNonNull(consumer.getServiceReference(Callable.class));
        Callable<?> proxy = (Callable<?>) consumer.getService(reference);
        call = async(proxy::call);
        assertTrue(factory.inside.await(10, TimeUnit.SECONDS));
    }

    private PluginHost host() {
        return service(PluginHost.class);
    }

    private void assertReleasedAfterTheCall() throws Exception {
        assertFalse(factory.released.isDone(), "released under its call");
        factory.leave.countDown();
        assertEquals(false, call.get(30, TimeUnit.SECONDS), "the object was released under its call");
        factory.released.get(30, TimeUnit.SECONDS);
    }

    @Test
    void anInterruptedDrain() throws Exception {
        CompletableFuture<Thread> operator = new CompletableFuture<>();
        CompletableFuture<OperationReport> drain = async(() -> {
            operator.complete(Thread.currentThread());
            return host().drain(plugin.getBundleId());
        });
        assertTrue(drainWaited.await(10, TimeUnit.SECONDS));
        operator.get().interrupt();
        ExecutionException failure = assertThrows(ExecutionException.class, () -> drain.get(30, TimeUnit.SECONDS));
        assertInstanceOf(InterruptedException.class, failure.getCause());
        assertReleasedAfterTheCall();
    }

    @Test
    void aManagedDrainWhoseTimeIsUp() throws Exception {
        OperationReport report = host().drain(plugin.getBundleId());
        assertEquals(
                DrainOutcome.TIMED_OUT, Objects.requireNonNull(report.drain()).outcome(), report::toString);
        host().resume(plugin.getBundleId());
        assertReleasedAfterTheCall();
    }

    @Test
    void anUnregistrationWhoseTimeIsUp() throws Exception {
        // the framework releases the object when the original has gone, but until then the host keeps it
        CompletableFuture<Boolean> releasedBeforeTheEnd = new CompletableFuture<>();
        consumer.addServiceListener(event -> {
            if (event.getType() == org.osgi.framework.ServiceEvent.UNREGISTERING) {
                releasedBeforeTheEnd.complete(factory.released.isDone());
            }
        });
        registration.unregister();
        assertFalse(releasedBeforeTheEnd.get(30, TimeUnit.SECONDS));
        DrainOutcome outcome = Objects.requireNonNull(ended).outcome();
        assertEquals(DrainOutcome.TIMED_OUT, outcome);
        factory.leave.countDown();
        call.get(30, TimeUnit.SECONDS);
    }
}
