package io.rundown.host.impl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rundown.host.DrainCause;
import io.rundown.host.DrainListener;
import io.rundown.host.DrainReport;
import io.rundown.host.HostProperties;
import io.rundown.host.OperationOutcome;
import io.rundown.host.OperationReport;
import io.rundown.host.PluginHost;
import io.rundown.host.RefreshReport;
import io.rundown.host.impl.sample.Greeter;
import io.rundown.host.impl.sample.GreeterActivator;
import io.rundown.host.impl.sample.NextGreeterActivator;
import io.rundown.host.impl.sample.Probe;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.felix.service.command.CommandSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.SynchronousBundleListener;

/** What may happen during operations, on a real framework; a subclass says on which. */
@Timeout(60)
abstract class OperationRacesContract extends HostOnFramework {

    private static final String OPT_IN = "osgi.extender;filter:=\"(osgi.extender=io.rundown)\"";

    @Override
    Map<String, String> moreProperties() {
        return Map.of(HostProperties.HOLD, PLUGIN, HostProperties.HOLD_TIMEOUT, "2000");
    }

    private PluginHost host() {
        return service(PluginHost.class);
    }

    private InputStream jar(Class<? extends BundleActivator> activator, String... headers) throws Exception {
        Map<String, String> more = new HashMap<>();
        for (int i = 0; i < headers.length; i += 2) {
            more.put(headers[i], headers[i + 1]);
        }
        return Files.newInputStream(BundleFiles.plugin(activator, PLUGIN, more, folder));
    }

    private Bundle startLibrary() throws Exception {
        Bundle library = install(
                framework.getBundleContext(),
                BundleFiles.plugin(
                        NoActivator.class, "some.library", Map.of("Export-Package", "some.library"), folder));
        library.start();
        return library;
    }

    @Test
    void anInterruptAfterTheDrainOfAReloadIsKept() throws Exception {
        Probe.leave.countDown();
        Greeter greeter = greeter();
        AtomicBoolean kept = new AtomicBoolean();
        OperationReport report = async(() -> {
                    framework
                            .getBundleContext()
                            .registerService(DrainListener.class, new Interrupting(Thread.currentThread()), null);
                    try (InputStream next = jar(NextGreeterActivator.class)) {
                        return host().reload(plugin.getBundleId(), next);
                    } finally {
                        kept.set(Thread.interrupted());
                    }
                })
                .get(30, TimeUnit.SECONDS);
        assertEquals(OperationOutcome.DONE, report.outcome(), report::toString);
        assertTrue(kept.get());
        assertEquals("hi later", greeter.greet("later"));
    }

    /** Interrupts the operator at the end of a managed drain, before the operation goes on. */
    private record Interrupting(Thread operator) implements DrainListener {

        @Override
        public void drainBegan(DrainReport report) {
            // its end counts
        }

        @Override
        public void drainProgressed(DrainReport report) {
            // its end counts
        }

        @Override
        public void drainEnded(DrainReport report) {
            if (report.cause() == DrainCause.MANAGED) {
                operator.interrupt();
            }
        }
    }

    @Test
    void anInterruptAfterTheDrainsOfARefreshIsKept() throws Exception {
        Probe.leave.countDown();
        Bundle library = startLibrary();
        plugin.update(jar(GreeterActivator.class, "Import-Package", "some.library"));
        Greeter greeter = greeter();
        framework.getBundleContext().addBundleListener((SynchronousBundleListener) event -> {
            if (event.getBundle().equals(library) && event.getType() == BundleEvent.STOPPED) {
                Thread.currentThread().interrupt();
            }
        });
        AtomicBoolean kept = new AtomicBoolean();
        RefreshReport report = async(() -> {
                    try {
                        return host().refresh(List.of(library.getBundleId()));
                    } finally {
                        kept.set(Thread.interrupted());
                    }
                })
                .get(40, TimeUnit.SECONDS);
        assertEquals(OperationOutcome.DONE, report.outcome(), report::toString);
        assertTrue(kept.get());
        assertEquals("hello later", greeter.greet("later"));
    }

    @Test
    void whatSomebodyHasDrainedStaysSoIfARefreshIsGivenUp() throws Exception {
        Bundle library = startLibrary();
        plugin.update(jar(
                GreeterActivator.class,
                "Require-Capability",
                OPT_IN + ";drain.timeout=300;drain.on-timeout=abort",
                "Import-Package",
                "some.library",
                "Export-Package",
                "some.plugin"));
        Bundle second = install(
                framework.getBundleContext(),
                BundleFiles.plugin(
                        NextGreeterActivator.class, "sample.second", Map.of("Import-Package", "some.plugin"), folder));
        second.start();
        host().drain(second.getBundleId());
        Greeter greeter = greeter();
        CompletableFuture<String> inside = async(() -> greeter.greet("old"));
        assertTrue(Probe.inside.await(10, TimeUnit.SECONDS));
        RefreshReport report = host().refresh(List.of(library.getBundleId()));
        assertEquals(OperationOutcome.ABORTED, report.outcome(), report::toString);
        assertEquals(
                "RUN_DOWN",
                host().plugins().stream()
                        .filter(present -> present.bundleId == second.getBundleId())
                        .findFirst()
                        .orElseThrow()
                        .state);
        Probe.leave.countDown();
        inside.get(10, TimeUnit.SECONDS);
    }

    @Test
    void aSlowStreamKeepsNobodyWaiting() throws Exception {
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        InputStream slow = new InputStream() {
            @Override
            public int read() {
                reading.countDown();
                try {
                    end.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return -1;
            }
        };
        CompletableFuture<OperationReport> reload = async(() -> host().reload(plugin.getBundleId(), slow));
        assertTrue(reading.await(10, TimeUnit.SECONDS));
        OperationReport drain = async(() -> host().drain(plugin.getBundleId())).get(10, TimeUnit.SECONDS);
        assertEquals(OperationOutcome.DONE, drain.outcome(), drain::toString);
        end.countDown();
        assertEquals(
                OperationOutcome.FAILED, reload.get(10, TimeUnit.SECONDS).outcome(), "an empty stream is no bundle");
    }

    /** A refresh stops a plugin for a moment; who asks for something then waits for its turn. */
    @Test
    void whoAsksWhileARefreshHasStoppedThePluginWaits() throws Exception {
        Probe.leave.countDown();
        PluginHost host = host();
        CompletableFuture<OperationReport> drain = new CompletableFuture<>();
        framework.getBundleContext().addBundleListener((SynchronousBundleListener) event -> {
            if (event.getBundle().equals(plugin) && event.getType() == BundleEvent.STOPPED) {
                CompletableFuture<Thread> asking = new CompletableFuture<>();
                async(() -> {
                            asking.complete(Thread.currentThread());
                            return host.drain(plugin.getBundleId());
                        })
                        .whenComplete((report, e) -> {
                            if (e == null) {
                                drain.complete(report);
                            } else {
                                drain.completeExceptionally(e);
                            }
                        });
                awaitStill(asking.join());
            }
        });
        RefreshReport refresh = host.refresh(List.of(plugin.getBundleId()));
        assertEquals(OperationOutcome.DONE, refresh.outcome(), refresh::toString);
        assertEquals(OperationOutcome.DONE, drain.get(10, TimeUnit.SECONDS).outcome());
    }

    @Test
    void theShellCanBeRefreshed() throws Exception {
        Probe.leave.countDown();
        Bundle gogo = install(framework.getBundleContext(), BundleFiles.bundleOf(CommandSession.class, folder));
        gogo.start();
        while (consumer.getServiceReference("io.rundown.host.shell.Commands") == null) {
            Thread.onSpinWait();
        }
        RefreshReport report = host().refresh(List.of(gogo.getBundleId()));
        assertEquals(OperationOutcome.DONE, report.outcome(), report::toString);
        assertTrue(report.closure().size() > 1, "the commands are wired to the shell");
    }

    @Test
    void aServiceWithANullInAPropertyIsCarriedOn() throws Exception {
        Probe.leave.countDown();
        String[] withNull = {"one", null};
        framework.getBundleContext().addBundleListener((SynchronousBundleListener) event -> {
            if (event.getType() == BundleEvent.STARTED && event.getBundle().equals(plugin)) {
                Runnable service = () -> {};
                plugin.getBundleContext()
                        .registerService(
                                Runnable.class, service, FrameworkUtil.asDictionary(Map.of("names", withNull)));
            }
        });
        plugin.update(jar(GreeterActivator.class));
        Runnable proxy = service(Runnable.class);
        plugin.update(jar(GreeterActivator.class));
        proxy.run();
        assertEquals("hello later", greeter().greet("later"));
    }
}
