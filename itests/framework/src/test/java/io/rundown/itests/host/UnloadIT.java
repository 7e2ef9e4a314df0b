package io.rundown.itests.host;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.rundown.host.OperationOutcome;
import io.rundown.host.OperationReport;
import io.rundown.host.OperationStep;
import io.rundown.itests.harness.Call;
import io.rundown.itests.harness.InFramework;
import io.rundown.itests.harness.Patience;
import io.rundown.itests.harness.Sample;
import io.rundown.itests.sample.api.Echo;
import io.rundown.itests.sample.stage.Held;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleWiring;

/** A plugin is taken out of the JVM, and what keeps it is named. */
public class UnloadIT extends InFramework {

    @Test
    public void activatorIsGoneAfterItsCall() throws Exception {
        isGoneAfterItsCall(Sample.ACTIVATOR_PROVIDER);
    }

    @Test
    public void delayedComponentIsGoneAfterItsCall() throws Exception {
        isGoneAfterItsCall(Sample.DELAYED_PROVIDER);
    }

    private void isGoneAfterItsCall(Sample sample) throws Exception {
        Bundle plugin = start(sample);
        Echo echo = view.echo();
        Held held = hold("call");
        Call<String> call = callers.start("caller", () -> echo.echo("call"));
        held.awaitEntered();
        Call<OperationReport> unload = callers.start("unload", () -> host().unload(plugin.getBundleId()));
        drains.awaitBegan(plugin);
        held.release();
        assertEquals("call echoed", call.result());
        OperationReport report = unload.result();
        assertEquals(report.toString(), OperationOutcome.DONE, report.outcome());
        assertEquals(
                List.of("drain", "stop bundle", "uninstall bundle", "refresh", "verify"),
                report.steps().stream().map(OperationStep::name).toList());
        assertEquals(Bundle.UNINSTALLED, plugin.getState());
    }

    @Test
    public void threadThatKeepsItIsNamed() throws Exception {
        Bundle plugin = start(Sample.ACTIVATOR_PROVIDER);
        CountDownLatch end = new CountDownLatch(1);
        Thread thread = new Thread(
                () -> {
                    try {
                        end.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "left behind");
        thread.setContextClassLoader(plugin.adapt(BundleWiring.class).getClassLoader());
        thread.start();
        try {
            OperationReport report = host().unload(plugin.getBundleId());
            assertEquals(report.toString(), OperationOutcome.LEAKED, report.outcome());
            assertTrue(report.toString(), String.valueOf(report.remark()).contains("thread 'left behind'"));
        } finally {
            end.countDown();
            thread.join(Patience.BOUND.toMillis());
        }
    }
}
