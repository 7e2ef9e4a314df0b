package io.rundown.benchmarks.proxy;

import io.rundown.benchmarks.harness.Barrier;
import io.rundown.benchmarks.harness.Figures;
import java.util.Optional;

/** What calls cost, by the class that makes the call and the way it is made. */
interface CallFigures {

    /** Nanoseconds a call. */
    double nanos(Class<?> type, String way, Optional<Barrier> barrier, int threads);

    /** Bytes allocated a call. */
    double bytes(Class<?> type, String way, Optional<Barrier> barrier, int threads);

    /** Nanoseconds a call, by a way that has nothing to do with barriers. */
    default double nanos(Class<?> type, String way, int threads) {
        return nanos(type, way, Optional.empty(), threads);
    }

    /** Those that JMH measured. */
    static CallFigures of(Figures figures) {
        return new CallFigures() {
            @Override
            public double nanos(Class<?> type, String way, Optional<Barrier> barrier, int threads) {
                return figures.nanos(type.getSimpleName() + "." + way, barrier, threads);
            }

            @Override
            public double bytes(Class<?> type, String way, Optional<Barrier> barrier, int threads) {
                return figures.bytes(type.getSimpleName() + "." + way, barrier, threads);
            }
        };
    }
}
