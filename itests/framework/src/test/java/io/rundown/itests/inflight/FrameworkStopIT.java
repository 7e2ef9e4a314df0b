package io.rundown.itests.inflight;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rundown.host.HostProperties;
import io.rundown.itests.harness.Call;
import io.rundown.itests.harness.Callers;
import io.rundown.itests.harness.EmbeddedFramework;
import io.rundown.itests.harness.Patience;
import io.rundown.itests.harness.Sample;
import io.rundown.itests.harness.View;
import io.rundown.itests.sample.api.Echo;
import io.rundown.itests.sample.stage.Held;
import io.rundown.itests.sample.stage.Journal;
import io.rundown.itests.sample.stage.Stage;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;

/** The fifth trigger: the framework stops under the call, in a framework that may be stopped. */
class FrameworkStopIT {

    @BeforeEach
    void clearStage() {
        Stage.reset();
        Journal.clear();
    }

    @ParameterizedTest
    @EnumSource(names = {"ACTIVATOR_PROVIDER", "DELAYED_PROVIDER", "IMMEDIATE_PROVIDER"})
    void frameworkStopWaitsForTheCallInFlight(Sample provider) throws Exception {
        String drain = "drain of " + provider.symbolicName();
        try (Callers callers = new Callers();
                EmbeddedFramework framework = EmbeddedFramework.start(Map.of())) {
            framework.start(provider);
            Echo echo = framework.echo();
            Held held = Stage.hold("call", Patience.BOUND);
            Call<String> call = callers.start("caller", () -> echo.echo("call"));
            held.awaitEntered();
            Call<Void> stopper = callers.run("stopper", framework::stop);

            Patience.until("the drain began", () -> Journal.contains(drain + " began: FRAMEWORK_STOPPING"));
            assertFalse(Journal.contains("torn down"), "torn down under the call");
            held.release();

            assertEquals("call echoed", call.result());
            stopper.result();
            Journal.assertOrder("begin call", drain + " began: FRAMEWORK_STOPPING", "end call", "torn down");
            // no order between these two: the consumer stopped first, and a delayed component then goes with its last
            // call
            Journal.assertOrder("end call", drain + " ended: DRAINED");
            assertEquals(0, Stage.afterStop(), "calls after the end");
        }
    }

    @Test
    void fiftyPluginsWithCallsThatNeverEndShareTheShutdownBudget() throws Exception {
        int plugins = 50;
        Duration budget = Duration.ofSeconds(2);
        Map<String, String> properties =
                Map.of(HostProperties.SHUTDOWN_BUDGET, budget.toString(), Constants.FRAMEWORK_BSNVERSION, "multiple");
        try (Callers callers = new Callers();
                EmbeddedFramework framework = EmbeddedFramework.start(properties)) {
            BundleContext consumer = framework.start(Sample.CONSUMER).getBundleContext();
            for (int i = 0; i < plugins; i++) {
                Bundle plugin = framework.startAnother(Sample.BLANK_PLUGIN, "plugin " + i);
                Echo original = text -> {
                    Stage.perform(text);
                    return text;
                };
                plugin.getBundleContext()
                        .registerService(Echo.class, original, FrameworkUtil.asDictionary(Map.of("number", i)));
                ServiceReference<?> reference = new View(consumer)
                        .references(Echo.class.getName(), "(number=" + i + ")")
                        .get(0);
                Echo echo = (Echo) consumer.getService(reference);
                String text = "call " + i;
                Held held = Stage.hold(text, Patience.BOUND);
                callers.start(text, () -> echo.echo(text));
                held.awaitEntered();
            }
            long begin = System.nanoTime();
            framework.stop();
            Duration took = Duration.ofNanos(System.nanoTime() - begin);
            assertTrue(took.compareTo(budget.plusSeconds(2)) < 0, () -> "took " + took);
            assertTrue(took.compareTo(budget) >= 0, () -> "nothing was waited for: " + took);
            Stage.reset();
        }
    }

    @Test
    void shutdownBudgetBoundsTheDrainsOfAFrameworkStop() throws Exception {
        String drain = "drain of " + Sample.IMMEDIATE_PROVIDER.symbolicName();
        Map<String, String> hurry = Map.of(HostProperties.SHUTDOWN_BUDGET, "PT0.3S");
        try (Callers callers = new Callers();
                EmbeddedFramework framework = EmbeddedFramework.start(hurry)) {
            framework.start(Sample.IMMEDIATE_PROVIDER);
            Echo echo = framework.echo();
            Held held = Stage.hold("call", Patience.BOUND);
            Call<String> call = callers.start("caller", () -> echo.echo("call"));
            held.awaitEntered();

            long begin = System.nanoTime();
            framework.stop();
            long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin);
            assertTrue(seconds < 20, "without the budget the drain alone takes 30 s; this took " + seconds);
            assertTrue(Journal.contains(drain + " ended: TIMED_OUT"), () -> "journal: " + Journal.entries());
            assertFalse(call.isDone());
            held.release();
            call.failure(IllegalStateException.class);
        }
    }
}
