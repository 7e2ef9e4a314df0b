package io.rundown.benchmarks.proxy;

import io.rundown.benchmarks.called.CalledService;
import io.rundown.benchmarks.handmade.ServiceGuardProxy;
import java.util.Map;
import java.util.Set;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The original in a {@link ServiceGuardProxy} whose rule for all methods lets the callers in. */
@State(Scope.Benchmark)
public class RoleGuarded extends Original {

    private static final String ROLE = "user";

    @Override
    CalledService obtain(Scene opened) throws Exception {
        return ServiceGuardProxy.around(
                CalledService.class,
                super.obtain(opened),
                Map.of("*", Set.of(ROLE)),
                ThreadLocal.withInitial(() -> Set.of(ROLE)));
    }
}
