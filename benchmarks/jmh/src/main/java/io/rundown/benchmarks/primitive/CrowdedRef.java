package io.rundown.benchmarks.primitive;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A ref that a thousand other threads have used, and will again: they live, and do nothing meanwhile. */
@State(Scope.Benchmark)
public class CrowdedRef extends GuardedRef {

    private static final int CROWD = 1_000;

    /** One thread that measures comes in the middle of the crowd, where the table is neither small nor at its end. */
    @Setup
    public void comeInTheMiddle() throws InterruptedException {
        comeAndStay(CROWD / 2);
        use();
        comeAndStay(CROWD / 2);
    }

    private void comeAndStay(int threads) throws InterruptedException {
        CountDownLatch come = new CountDownLatch(threads);
        for (int i = 0; i < threads; i++) {
            Thread thread = new Thread(() -> {
                use();
                come.countDown();
                while (true) {
                    LockSupport.park();
                }
            });
            thread.setDaemon(true);
            thread.start();
        }
        come.await();
    }

    private void use() {
        gate.acquire().close();
    }
}
