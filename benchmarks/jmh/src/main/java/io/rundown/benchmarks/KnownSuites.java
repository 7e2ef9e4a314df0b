package io.rundown.benchmarks;

import io.rundown.benchmarks.primitive.PrimitiveSuite;
import io.rundown.benchmarks.proxy.ProxySuite;
import io.rundown.benchmarks.registration.RegistrationSuite;
import io.rundown.benchmarks.suite.Suite;
import java.util.List;
import java.util.stream.Collectors;

/** All suites there are. A new one is a class that is named here. */
final class KnownSuites {

    private static final List<Suite> ALL = List.of(new PrimitiveSuite(), new ProxySuite(), new RegistrationSuite());

    private KnownSuites() {}

    /**
     * Finds a suite.
     *
     * @throws IllegalArgumentException if there is none of that name; the message names those there are
     */
    static Suite named(String name) {
        return ALL.stream()
                .filter(suite -> suite.name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException((name.isEmpty() ? "no suite named" : "no suite '" + name + "'")
                                + ": say -Dbench=NAME with one of "
                                + ALL.stream().map(Suite::name).collect(Collectors.joining(", "))));
    }
}
