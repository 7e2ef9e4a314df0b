package io.rundown.host.impl.sample;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceRegistration;

/**
 * A factory of a plugin whose objects live from the first {@code getService} to the {@code ungetService} of their bundle, as delayed
 * components do. A call stays inside until {@link #leave} opens, and answers whether its object was released meanwhile.
 */
public final class CountedFactory implements ServiceFactory<Callable<Boolean>> {

    /** Opened by a call that is inside. */
    public final CountDownLatch inside = new CountDownLatch(1);

    /** Opened by the test to let calls go. */
    public final CountDownLatch leave = new CountDownLatch(1);

    /** Completed when an object is released, with whether the thread was interrupted then. */
    public final CompletableFuture<Boolean> released = new CompletableFuture<>();

    @Override
    public Callable<Boolean> getService(Bundle bundle, ServiceRegistration<Callable<Boolean>> registration) {
        return () -> {
            inside.countDown();
            if (!leave.await(1, TimeUnit.MINUTES)) {
                throw new IllegalStateException("the test has not let the call go");
            }
            return released.isDone();
        };
    }

    @Override
    public void ungetService(
            Bundle bundle, ServiceRegistration<Callable<Boolean>> registration, Callable<Boolean> service) {
        released.complete(Thread.currentThread().isInterrupted());
    }
}
