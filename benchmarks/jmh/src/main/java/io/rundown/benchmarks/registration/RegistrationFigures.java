package io.rundown.benchmarks.registration;

import io.rundown.benchmarks.framework.BundleFile;
import io.rundown.benchmarks.harness.Barrier;
import io.rundown.benchmarks.harness.ChildJvm;
import io.rundown.benchmarks.report.Criterion;
import io.rundown.benchmarks.report.Grid;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * What it costs to register services and to start, as JVMs of their own measured it: {@code register.*} in
 * nanoseconds, {@code start.*} in microseconds. The barrier plays no part.
 *
 * @param byName the figures, in the order in which they are told
 */
public record RegistrationFigures(Map<String, Double> byName) {

    private static final int FEW = 100;
    private static final int MANY = 10_000;
    private static final double TIMES_UNGUARDED = 3;

    /** The framework's own registrations grow, with the caches that they miss; by more than that nothing may grow. */
    private static final double NO_GROWTH = 1.1;

    /** Measures. */
    public static RegistrationFigures measure(boolean quick) throws IOException, InterruptedException {
        Map<String, Double> figures = new LinkedHashMap<>();
        ChildJvm.run(RegistrationMain.class, Barrier.FENCE, quick, BundleFile.jvmArguments())
                .forEach((name, nanos) -> figures.put("register." + name, nanos));
        for (HostStartMain.Order order : HostStartMain.Order.values()) {
            List<String> arguments = new ArrayList<>(BundleFile.jvmArguments());
            arguments.add("-D" + HostStartMain.ORDER + "=" + order);
            ChildJvm.run(HostStartMain.class, Barrier.FENCE, quick, arguments)
                    .forEach((name, micros) -> figures.put("start." + name, micros));
        }
        return new RegistrationFigures(figures);
    }

    /** All figures. */
    public Grid grid() {
        Grid grid = new Grid("registration and start", "us");
        byName.forEach((name, value) -> grid.add(
                inWords(name),
                String.format(Locale.ROOT, "%.1f", name.startsWith("register.") ? value / 1_000 : value)));
        for (int there : List.of(FEW, MANY)) {
            grid.add(
                    "the same by a plugin / without the host, %d there".formatted(there), timesPlain("guarded", there));
            grid.add("the same with a twin / without the host, %d there".formatted(there), timesPlain("floor", there));
        }
        return grid;
    }

    private String timesPlain(String kind, int there) {
        return String.format(Locale.ROOT, "%.2f times", register(kind, there) / register("plain", there));
    }

    /** What registrations must show. The last column has the least that is possible. */
    public List<Criterion> criteria() {
        return List.of(
                timesUnguarded(FEW),
                timesUnguarded(MANY),
                Criterion.withDirect(
                        "growth of a registration, %d there / %d, / of a plain one".formatted(MANY, FEW),
                        NO_GROWTH,
                        growth("guarded") / growth("plain"),
                        growth("floor") / growth("plain")));
    }

    /**
     * Against a service that nobody guards in the same framework, where the same hook is called for it. Three times a
     * registration in a framework without hooks is out of reach: two, each with a call of an idle hook, take more. The
     * grid tells it.
     */
    private Criterion timesUnguarded(int there) {
        return Criterion.withDirect(
                "registration / unguarded beside, %d there".formatted(there),
                TIMES_UNGUARDED,
                register("guarded", there) / register("other", there),
                register("floor", there) / register("other", there));
    }

    private double growth(String kind) {
        return register(kind, MANY) / register(kind, FEW);
    }

    private double register(String kind, int there) {
        Double nanos = byName.get("register." + kind + "." + there);
        if (nanos == null) {
            throw new NoSuchElementException("not measured: " + kind + " with " + there);
        }
        return nanos;
    }

    private static String inWords(String name) {
        return name.replaceFirst("^register\\.plain\\.(\\d+)$", "registration without the host, $1 there")
                .replaceFirst("^register\\.guarded\\.(\\d+)$", "registration by a plugin, $1 there")
                .replaceFirst("^register\\.other\\.(\\d+)$", "registration by another bundle beside the host, $1 there")
                .replaceFirst("^register\\.floor\\.(\\d+)$", "registration with an idle hook and a twin, $1 there")
                .replaceFirst("^start\\.plugins\\.plain$", "start of 1000 plugins without the host")
                .replaceFirst("^start\\.plugins\\.guarded$", "start of 1000 plugins after the host")
                .replaceFirst("^start\\.host\\.first$", "start of the host before 1000 plugins")
                .replaceFirst("^start\\.host\\.late$", "start of the host after 1000 plugins, which it warns of")
                .replaceFirst("^start\\.host\\.bounce$", "start of the host after 1000 plugins, which it restarts");
    }
}
