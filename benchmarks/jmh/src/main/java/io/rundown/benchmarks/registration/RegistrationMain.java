package io.rundown.benchmarks.registration;

import io.rundown.benchmarks.called.CalledService;
import io.rundown.benchmarks.consumer.ConsumerBundle;
import io.rundown.benchmarks.framework.BundleFile;
import io.rundown.benchmarks.framework.EmbeddedFramework;
import io.rundown.benchmarks.framework.SmallBundle;
import io.rundown.benchmarks.harness.ChildFailure;
import io.rundown.host.HostProperties;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.HdrHistogram.Histogram;
import org.osgi.framework.BundleContext;

/**
 * Prints {@code KIND.N=nanoseconds}: the median time to register one more service when the bundle has
 * registered N already. {@code plain} is in a framework without the host, {@code guarded} by a plugin, {@code
 * other} by a bundle beside it that is no plugin; {@code floor} is with {@link Twins} in the host's place. There
 * are three frameworks for each N: with the host there are three times N services, with the twins twice. All take
 * turns, in an order that changes: neither a slow minute of the machine nor what the compiler learns falls on one of
 * them alone, and none finds the caches always as the same one has left them.
 */
public final class RegistrationMain {

    private static final String PLUGIN = "bench.plugin";
    private static final String OTHER = "bench.other";
    private static final int[] THERE = {100, 10_000};
    private static final int FEW = 20;

    private record Kind(String name, Registrations registrations, Histogram nanos) {}

    private RegistrationMain() {}

    /**
     * Measures.
     *
     * @param args the barrier, which does not matter here, and whether to be quick
     */
    public static void main(String[] args) throws Exception {
        ChildFailure.endsTheJvm();
        int rounds = Boolean.parseBoolean(args[1]) ? 10 : 5_000;
        List<EmbeddedFramework> frameworks = new ArrayList<>();
        List<Kind> kinds = new ArrayList<>();
        for (int there : THERE) {
            EmbeddedFramework without = EmbeddedFramework.start(Map.of());
            EmbeddedFramework with = EmbeddedFramework.start(Map.of(HostProperties.PLUGINS, PLUGIN));
            EmbeddedFramework twins = EmbeddedFramework.start(Map.of());
            frameworks.addAll(List.of(without, with, twins));
            with.start(BundleFile.FOUNDATION);
            with.start(List.of(BundleFile.RUNDOWN_HOST));
            BundleContext twinned = start(PLUGIN, twins);
            Twins.of(twinned, start(OTHER, twins));
            kinds.add(kind("plain", there, start(PLUGIN, without)));
            kinds.add(kind("guarded", there, start(PLUGIN, with)));
            kinds.add(kind("other", there, start(OTHER, with)));
            kinds.add(kind("floor", there, twinned));
            Proxies.require(with.start(ConsumerBundle.blank()).getBundleContext(), there);
        }
        Random order = new Random(1);
        measure(kinds, rounds, order);
        kinds.forEach(kind -> kind.nanos().reset());
        measure(kinds, rounds, order);
        for (Kind kind : kinds) {
            System.out.println(kind.name() + "=" + kind.nanos().getValueAtPercentile(50));
        }
        for (EmbeddedFramework framework : frameworks) {
            framework.close();
        }
        System.exit(0);
    }

    private static BundleContext start(String symbolicName, EmbeddedFramework framework) throws Exception {
        return framework
                .start(SmallBundle.named(symbolicName).importing(CalledService.class.getPackageName()))
                .getBundleContext();
    }

    private static Kind kind(String name, int there, BundleContext bundle) {
        Registrations registrations = new Registrations(bundle);
        registrations.growTo(there);
        return new Kind(name + "." + there, registrations, new Histogram(3));
    }

    private static void measure(List<Kind> kinds, int rounds, Random order) {
        List<Kind> turns = new ArrayList<>(kinds);
        for (int round = 0; round < rounds; round++) {
            turns.forEach(kind -> kind.nanos().recordValue(kind.registrations().nanosForOneMore(FEW)));
            Collections.shuffle(turns, order);
        }
    }
}
