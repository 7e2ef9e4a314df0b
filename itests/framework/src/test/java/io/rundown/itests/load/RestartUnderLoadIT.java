package io.rundown.itests.load;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.rundown.host.DrainOutcome;
import io.rundown.host.PluginUnavailableException;
import io.rundown.itests.harness.Call;
import io.rundown.itests.harness.InFramework;
import io.rundown.itests.harness.Patience;
import io.rundown.itests.harness.Sample;
import io.rundown.itests.harness.Trigger;
import io.rundown.itests.harness.View;
import io.rundown.itests.sample.api.Echo;
import io.rundown.itests.sample.stage.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;

/** A plugin is restarted again and again under callers: not one call breaks. */
public class RestartUnderLoadIT extends InFramework {

    private static final int CALLERS = 4;
    private static final int RESTARTS = 60;

    private final AtomicBoolean over = new AtomicBoolean();
    private final LongAdder completed = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final ConcurrentLinkedQueue<String> faults = new ConcurrentLinkedQueue<>();

    private final LongAdder proxiesFound = new LongAdder();

    @Test
    public void stopAndStartOfAnActivatorProvider() throws Exception {
        notOneCallBreaks(Sample.ACTIVATOR_PROVIDER, Trigger.STOP);
    }

    @Test
    public void stopAndStartOfADelayedComponent() throws Exception {
        notOneCallBreaks(Sample.DELAYED_PROVIDER, Trigger.STOP);
    }

    @Test
    public void updateOfAnImmediateComponent() throws Exception {
        notOneCallBreaks(Sample.IMMEDIATE_PROVIDER, Trigger.UPDATE);
    }

    @Test
    public void refreshOfADelayedComponent() throws Exception {
        notOneCallBreaks(Sample.DELAYED_PROVIDER, Trigger.REFRESH);
    }

    @Test
    public void lookUpNeverFindsTheReferenceOfAnOriginal() throws Exception {
        Bundle plugin = start(Sample.ACTIVATOR_PROVIDER);
        List<Call<Void>> pollers = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            pollers.add(callers.run("poller " + i, this::pollUntilOver));
        }
        for (int i = 0; i < RESTARTS; i++) {
            plugin.stop();
            plugin.start();
        }
        over.set(true);
        for (Call<Void> poller : pollers) {
            poller.result();
        }
        assertEquals("originals", List.of(), faults.stream().limit(5).toList());
        assertTrue("proxies were found as well", proxiesFound.sum() > 0);
    }

    private void pollUntilOver() {
        while (!over.get()) {
            ServiceReference<Echo> reference = context.getServiceReference(Echo.class);
            if (reference != null && View.isProxy(reference)) {
                proxiesFound.increment();
            } else if (reference != null) {
                faults.add("service " + reference.getProperty("service.id") + " of " + reference.getBundle());
            }
        }
    }

    private void notOneCallBreaks(Sample provider, Trigger trigger) throws Exception {
        Bundle plugin = start(provider);
        List<Call<Void>> running = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            boolean stubborn = i % 2 == 0;
            running.add(callers.run("caller " + i, () -> callUntilOver(stubborn)));
        }
        for (int i = 0; i < RESTARTS; i++) {
            long before = completed.sum();
            Patience.until("calls complete", () -> completed.sum() > before + 20);
            trigger.pull(plugin, context.getBundle(0));
            plugin.start();
        }
        over.set(true);
        for (Call<Void> caller : running) {
            caller.result();
        }
        assertEquals("broken calls", List.of(), faults.stream().limit(5).toList());
        assertEquals("plugin code that ran after its tear-down", 0, Stage.afterStop());
        assertTrue("calls completed: " + completed, completed.sum() > RESTARTS * 20L);
        assertFalse(host().history().isEmpty());
        assertTrue(host().history().stream().allMatch(report -> report.outcome() == DrainOutcome.DRAINED));
    }

    /** A stubborn caller keeps its proxy until it is refused; the other looks it up for each call. */
    private void callUntilOver(boolean stubborn) {
        Echo echo = null;
        for (int i = 0; !over.get(); i++) {
            try {
                if (echo == null || !stubborn) {
                    echo = lookUp();
                }
                if (echo == null) {
                    Thread.onSpinWait();
                } else if (echo.add(i, 1) == i + 1) {
                    completed.increment();
                } else {
                    faults.add("wrong sum");
                }
            } catch (PluginUnavailableException e) {
                refused.increment();
                echo = null;
            } catch (RuntimeException | LinkageError e) {
                faults.add(e + " at " + List.of(e.getStackTrace()).subList(0, Math.min(8, e.getStackTrace().length)));
            }
        }
    }

    private Echo lookUp() {
        ServiceReference<Echo> reference;
        try {
            reference = context.getServiceReference(Echo.class);
        } catch (NullPointerException e) {
            return null; // Felix 7.0.5, in isAssignableTo, if it comes across a bundle that is being refreshed
        }
        if (reference == null) {
            return null;
        }
        Echo found = context.getService(reference);
        if (found != null && !View.isProxy(reference)) {
            faults.add("used an original: " + reference);
            return null;
        }
        return found;
    }
}
