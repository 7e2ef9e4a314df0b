package io.rundown.benchmarks.proxy;

import io.rundown.benchmarks.called.CalledService;
import io.rundown.benchmarks.comparator.ReadWriteLockDoor;
import io.rundown.benchmarks.handmade.LockProxy;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The original in a {@link LockProxy}. */
@State(Scope.Benchmark)
public class HandLocked extends Original {

    @Override
    CalledService obtain(Scene opened) throws Exception {
        return LockProxy.around(CalledService.class, super.obtain(opened), new ReadWriteLockDoor());
    }
}
