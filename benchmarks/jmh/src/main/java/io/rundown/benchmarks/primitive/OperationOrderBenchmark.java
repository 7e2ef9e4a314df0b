package io.rundown.benchmarks.primitive;

import io.rundown.benchmarks.comparator.OperationOrder;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A call guarded by an {@link OperationOrder} that all threads share. */
@State(Scope.Benchmark)
public class OperationOrderBenchmark {

    final OperationOrder order = new OperationOrder();

    /** As an operation of the present group. */
    @Benchmark
    public long opOrder(Caller caller) {
        OperationOrder.Group group = order.start();
        if (group == null) {
            throw Caller.refused();
        }
        try {
            return caller.call();
        } finally {
            group.close();
        }
    }
}
