package io.rundown.benchmarks.registration;

import io.rundown.benchmarks.report.Criterion;
import io.rundown.benchmarks.report.FigureFile;
import io.rundown.benchmarks.report.Grid;
import io.rundown.benchmarks.report.Heading;
import io.rundown.benchmarks.suite.RunSettings;
import io.rundown.benchmarks.suite.Suite;
import java.io.PrintStream;
import java.util.Map;

/**
 * Measures, in JVMs of their own, what the host makes of the registration of a service and of the start of a thousand
 * plugins. Writes {@code registration.json}.
 */
public final class RegistrationSuite implements Suite {

    @Override
    public String name() {
        return "registration";
    }

    @Override
    public void run(RunSettings settings) throws Exception {
        RegistrationFigures figures = RegistrationFigures.measure(settings.quick());
        FigureFile.write(settings.directory().resolve("registration.json"), Map.of("registration", figures.byName()));
        PrintStream out = settings.out();
        // the barrier plays no part, so that none is missed
        out.println(Heading.of("medians of registrations, and starts of a cold JVM", true, settings.quick()));
        Grid criteria = Criterion.grid();
        figures.criteria().forEach(criterion -> criterion.addTo(criteria));
        out.printf("%s%n%s%n%s", figures.registrations(), figures.starts(), criteria);
    }
}
