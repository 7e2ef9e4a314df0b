package io.rundown.host.impl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rundown.host.HostProperties;
import io.rundown.host.OperationOutcome;
import io.rundown.host.OperationReport;
import io.rundown.host.PluginHost;
import io.rundown.host.PluginUnavailableException;
import io.rundown.host.impl.sample.Greeter;
import io.rundown.host.impl.sample.Probe;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import jdk.jfr.Configuration;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleWiring;

/** What the JDK's flight recorder is told, on a real framework; a subclass says on which. */
@Timeout(60)
abstract class FlightContract extends HostOnFramework {

    private final Recording recording = new Recording();

    @Override
    Map<String, String> moreProperties() {
        return Map.of(HostProperties.HOLD, PLUGIN, HostProperties.DRAIN_TIMEOUT, "2000");
    }

    @BeforeEach
    void record() {
        for (String event : List.of("Drain", "CallRejected", "CallHeld", "ForcedStop", "UnloadLeak")) {
            recording.enable("io.rundown." + event).withThreshold(Duration.ZERO);
        }
        recording.start();
    }

    @AfterEach
    void discard() {
        recording.close();
    }

    private List<RecordedEvent> recorded(String event) throws Exception {
        Path file = folder.resolve("recording" + System.nanoTime() + ".jfr");
        recording.dump(file);
        return RecordingFile.readAllEvents(file).stream()
                .filter(recorded -> recorded.getEventType().getName().equals("io.rundown." + event))
                .toList();
    }

    @Test
    void drainAndHeldCall() throws Exception {
        Greeter greeter = greeter();
        CompletableFuture<String> inside = async(() -> greeter.greet("old"));
        assertTrue(Probe.inside.await(10, TimeUnit.SECONDS));
        CompletableFuture<OperationReport> reload =
                async(() -> service(PluginHost.class).reload(plugin.getBundleId()));
        assertTrue(drainBegan.await(10, TimeUnit.SECONDS));
        CompletableFuture<Thread> caller = new CompletableFuture<>();
        CompletableFuture<String> held = async(() -> {
            caller.complete(Thread.currentThread());
            return greeter.greet("held");
        });
        awaitStill(caller.get(10, TimeUnit.SECONDS));
        Probe.leave.countDown();
        OperationReport report = reload.get(30, TimeUnit.SECONDS);
        assertEquals(OperationOutcome.DONE, report.outcome(), report::toString);
        inside.get(10, TimeUnit.SECONDS);
        assertEquals("hello held", held.get(10, TimeUnit.SECONDS));

        RecordedEvent drain = recorded("Drain").get(0);
        assertEquals(PLUGIN, drain.getString("plugin"));
        assertEquals(plugin.getBundleId(), drain.getLong("bundleId"));
        assertEquals("MANAGED", drain.getString("cause"));
        assertEquals("DRAINED", drain.getString("outcome"));
        assertEquals(1, drain.getLong("inFlightAtBegin"));
        assertEquals(1, drain.getLong("completed"));
        assertTrue(drain.getDuration().toNanos() > 0, drain::toString);
        List<RecordedEvent> calls = recorded("CallHeld");
        assertEquals(1, calls.size(), calls::toString);
        RecordedEvent call = calls.get(0);
        assertEquals(PLUGIN, call.getString("plugin"));
        assertEquals(Greeter.class.getName(), call.getString("service"));
        assertEquals("admitted", call.getString("outcome"));
        assertEquals(caller.get().getName(), call.getThread().getJavaName());
        assertTrue(recorded("ForcedStop").isEmpty());
        assertTrue(recorded("CallRejected").isEmpty());
    }

    @Test
    void forcedStopAndRejectedCall() throws Exception {
        Greeter greeter = greeter();
        CompletableFuture<String> inside = async(() -> greeter.greet("old"));
        assertTrue(Probe.inside.await(10, TimeUnit.SECONDS));
        plugin.stop();
        assertThrows(PluginUnavailableException.class, () -> greeter.greet("late"));
        Probe.leave.countDown();
        inside.get(10, TimeUnit.SECONDS);

        List<RecordedEvent> stops = recorded("ForcedStop");
        assertEquals(1, stops.size(), stops::toString);
        RecordedEvent stop = stops.get(0);
        assertEquals(PLUGIN, stop.getString("plugin"));
        assertEquals("BUNDLE_STOPPING", stop.getString("cause"));
        assertEquals("TIMED_OUT", stop.getString("outcome"));
        assertEquals(1, stop.getLong("abandoned"));
        assertTrue(stop.getString("holders").contains("Thread-"), stop::toString);
        List<RecordedEvent> rejections = recorded("CallRejected");
        assertEquals(1, rejections.size(), rejections::toString);
        assertEquals(Greeter.class.getName(), rejections.get(0).getString("service"));
        assertTrue(rejections.get(0).getString("reason").contains("is stopping or has stopped"), rejections::toString);
        assertEquals(
                Thread.currentThread().getName(), rejections.get(0).getThread().getJavaName());
    }

    @Test
    void unloadLeak() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        Thread keeper = new Thread(() -> awaitQuietly(end), "keeper");
        keeper.setContextClassLoader(plugin.adapt(BundleWiring.class).getClassLoader());
        keeper.start();
        OperationReport report = service(PluginHost.class).unload(plugin.getBundleId());
        end.countDown();
        keeper.join();
        assertEquals(OperationOutcome.LEAKED, report.outcome(), report::toString);
        List<RecordedEvent> leaks = recorded("UnloadLeak");
        assertEquals(1, leaks.size(), leaks::toString);
        assertTrue(leaks.get(0).getString("keptBy").contains("keeper"), leaks::toString);
    }

    /** What the page on monitoring shows. */
    @Test
    void documentedSettingsAndCommandAreReal() throws Exception {
        List<String> examples = Files.readAllLines(Path.of("../docs/monitoring.md")).stream()
                .filter(line -> line.startsWith("    "))
                .map(String::strip)
                .toList();
        String event = examples.stream().filter(line -> line.startsWith("<")).collect(Collectors.joining());
        Configuration settings =
                Configuration.create(new StringReader("<configuration version=\"2.0\">" + event + "</configuration>"));
        assertEquals("true", settings.getSettings().get("io.rundown.CallHeld#enabled"));
        assertEquals("20 ms", settings.getSettings().get("io.rundown.CallHeld#threshold"));

        service(PluginHost.class).drain(plugin.getBundleId());
        Path file = folder.resolve("recording.jfr");
        recording.dump(file);
        List<String> command = new ArrayList<>(List.of(examples.stream()
                .filter(line -> line.startsWith("jfr "))
                .findFirst()
                .orElseThrow()
                .split(" ")));
        command.set(0, Path.of(System.getProperty("java.home"), "bin", "jfr").toString());
        Process jfr = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String printed = new String(jfr.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, jfr.waitFor(), printed);
        assertTrue(printed.contains("io.rundown.Drain {"), printed);
        assertTrue(printed.contains("plugin = \"sample.plugin\""), printed);
    }

    @Test
    void hostThatStartsAgainInTheSameRuntimeIsRecorded() throws Exception {
        Bundle host = framework
                .getBundleContext()
                .getServiceReference(PluginHost.class)
                .getBundle();
        plugin.stop();
        host.stop();
        int before = recorded("Drain").size();
        host.start();
        plugin.start();
        service(PluginHost.class).drain(plugin.getBundleId());
        List<RecordedEvent> drains = recorded("Drain");
        assertEquals(before + 1, drains.size(), drains::toString);
        assertEquals("MANAGED", drains.get(before).getString("cause"));
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
