package io.rundown.itests.hold;

import static org.junit.Assert.assertEquals;

import io.rundown.host.HostProperties;
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
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleWiring;

/** What is common to tests in which the revisions of a plugin come and go under {@link Load}. */
public abstract class ReplacedUnderLoad extends InFramework {

    private static final int TIMES = Integer.getInteger("rundown.itests.replacements", 200);

    @Override
    protected Map<String, String> frameworkProperties() {
        return Map.of(HostProperties.HOLD, "sample.*");
    }

    final void nobodyNotices(Sample provider, Replacement replacement) throws Exception {
        start(Sample.COMPONENT_CONSUMERS);
        Bundle plugin = start(provider);
        Patience.until("bound", () -> bindings() == 1);
        Echo kept = view.echo();
        Load load = new Load(context, callers, kept);
        List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
        for (int i = 0; i < TIMES && load.isFaultless(); i++) {
            load.awaitCalls();
            loaders.add(loader(plugin));
            plugin = replacement.replace(plugin, context.getBundle(0), host());
        }
        load.awaitCalls();
        assertEquals("faults", List.of(), load.end());
        assertEquals(TIMES, loaders.size());
        assertConsumersNoticedNothing(kept);

        Trigger.REFRESH.pull(plugin, context.getBundle(0)); // the framework itself keeps old revisions until then
        Patience.until("old class loaders are gone", () -> {
            System.gc();
            return loaders.stream().allMatch(loader -> loader.refersTo(null));
        });
    }

    final void assertConsumersNoticedNothing(Echo kept) {
        assertEquals("plugin code that ran after its tear-down", 0, Stage.afterStop());
        assertEquals("bindings of a static reference", 1, bindings());
        assertEquals(0, Journal.count(entry -> entry.equals("static unbound")));
        assertEquals("5 + 1", 6, kept.add(5, 1));
    }

    private static WeakReference<ClassLoader> loader(Bundle plugin) {
        return new WeakReference<>(plugin.adapt(BundleWiring.class).getClassLoader());
    }

    static long bindings() {
        return Journal.count(entry -> entry.startsWith("static bound"));
    }
}
