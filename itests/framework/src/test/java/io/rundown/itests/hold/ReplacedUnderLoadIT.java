package io.rundown.itests.hold;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.rundown.host.HostProperties;
import io.rundown.itests.harness.Call;
import io.rundown.itests.harness.InFramework;
import io.rundown.itests.harness.Patience;
import io.rundown.itests.harness.Sample;
import io.rundown.itests.harness.Trigger;
import io.rundown.itests.sample.api.Echo;
import io.rundown.itests.sample.stage.Journal;
import io.rundown.itests.sample.stage.Stage;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.BundleWiring;

/** The revisions of a plugin whose calls are held come and go under two callers: nobody notices. */
public class ReplacedUnderLoadIT extends InFramework {

    private static final int TIMES = Integer.getInteger("rundown.itests.replacements", 200);

    private final AtomicBoolean over = new AtomicBoolean();
    private final LongAdder completed = new LongAdder();
    private final ConcurrentLinkedQueue<String> faults = new ConcurrentLinkedQueue<>();

    @Override
    protected Map<String, String> frameworkProperties() {
        return Map.of(HostProperties.HOLD, "sample.*");
    }

    @Test
    public void activatorByUpdate() throws Exception {
        nobodyNotices(Sample.ACTIVATOR_PROVIDER, Replacement.UPDATE);
    }

    @Test
    public void activatorByFileInstall() throws Exception {
        nobodyNotices(Sample.ACTIVATOR_PROVIDER, Replacement.FILE_INSTALL);
    }

    @Test
    public void delayedComponentByUpdate() throws Exception {
        nobodyNotices(Sample.DELAYED_PROVIDER, Replacement.UPDATE);
    }

    @Test
    public void delayedComponentByFileInstall() throws Exception {
        nobodyNotices(Sample.DELAYED_PROVIDER, Replacement.FILE_INSTALL);
    }

    @Test
    public void immediateComponentByUpdate() throws Exception {
        nobodyNotices(Sample.IMMEDIATE_PROVIDER, Replacement.UPDATE);
    }

    @Test
    public void immediateComponentByFileInstall() throws Exception {
        nobodyNotices(Sample.IMMEDIATE_PROVIDER, Replacement.FILE_INSTALL);
    }

    @Test
    public void delayedComponentByRefresh() throws Exception {
        nobodyNotices(Sample.DELAYED_PROVIDER, Replacement.REFRESH);
    }

    private void nobodyNotices(Sample provider, Replacement replacement) throws Exception {
        start(Sample.COMPONENT_CONSUMERS);
        Bundle plugin = start(provider);
        Patience.until("bound", () -> bindings() == 1);
        Echo kept = view.echo();
        List<Call<Void>> running = List.of(
                callers.run("keeps its proxy", () -> callUntilOver(kept)),
                callers.run("looks it up for each call", this::lookUpAndCallUntilOver));
        List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
        for (int i = 0; i < TIMES && faults.isEmpty(); i++) {
            long before = completed.sum();
            Patience.until("calls complete", () -> completed.sum() > before + 20 || !faults.isEmpty());
            loaders.add(loader(plugin));
            replacement.replace(plugin, context.getBundle(0));
        }
        long before = completed.sum();
        Patience.until("calls complete", () -> completed.sum() > before + 20 || !faults.isEmpty());
        over.set(true);
        for (Call<Void> caller : running) {
            caller.result();
        }
        assertEquals("faults", List.of(), faults.stream().limit(5).toList());
        assertEquals("plugin code that ran after its tear-down", 0, Stage.afterStop());
        assertEquals("bindings of a static reference: " + Journal.entries(), 1, bindings());
        assertEquals(0, Journal.count(entry -> entry.equals("static unbound")));
        assertEquals("5 + 1", 6, kept.add(5, 1));

        Trigger.REFRESH.pull(plugin, context.getBundle(0)); // the framework itself keeps old revisions until then
        Patience.until("old class loaders are gone", () -> {
            System.gc();
            return loaders.stream().allMatch(loader -> loader.refersTo(null));
        });
        assertTrue(loaders.size() >= TIMES);
    }

    private static WeakReference<ClassLoader> loader(Bundle plugin) {
        return new WeakReference<>(plugin.adapt(BundleWiring.class).getClassLoader());
    }

    private static long bindings() {
        return Journal.count(entry -> entry.startsWith("static bound"));
    }

    private void callUntilOver(Echo echo) {
        for (int i = 0; !over.get(); i++) {
            call(echo, i);
        }
    }

    private void lookUpAndCallUntilOver() {
        for (int i = 0; !over.get(); i++) {
            ServiceReference<Echo> reference = context.getServiceReference(Echo.class);
            Echo echo = reference == null ? null : context.getService(reference);
            if (echo == null) {
                faults.add("no service: " + reference);
                return;
            }
            call(echo, i);
        }
    }

    private void call(Echo echo, int i) {
        try {
            if (echo.add(i, 1) == i + 1) {
                completed.increment();
            } else {
                faults.add("wrong sum");
            }
        } catch (RuntimeException | LinkageError e) {
            faults.add(e + " at " + List.of(e.getStackTrace()).subList(0, Math.min(8, e.getStackTrace().length)));
        }
    }
}
