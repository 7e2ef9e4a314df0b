package io.rundown.itests.karaf;

import io.rundown.itests.plugins.api.Clock;
import java.security.PrivilegedAction;
import java.util.concurrent.atomic.AtomicLong;
import javax.security.auth.Subject;
import org.osgi.framework.BundleContext;
import org.osgi.util.tracker.ServiceTracker;

/** Calls the sample plugin without a pause until it is closed. */
final class Load implements AutoCloseable {

    private static final long PATIENCE_NANOS = 30_000_000_000L;

    private final AtomicLong completed = new AtomicLong();
    private final AtomicLong rejected = new AtomicLong();
    private final AtomicLong none = new AtomicLong();
    private final AtomicLong broken = new AtomicLong();
    private final ServiceTracker<Clock, Clock> clocks;
    private final Thread caller;
    private volatile String version = "";
    private volatile String fault = "";
    private volatile boolean closed;

    /** Calls as nobody in particular. */
    Load(BundleContext context) {
        this(context, new Subject());
    }

    Load(BundleContext context, Subject subject) {
        caller = new Thread(
                () -> Subject.doAs(subject, (PrivilegedAction<Void>) () -> {
                    call();
                    return null;
                }),
                "load");
        clocks = new ServiceTracker<>(context, Clock.class, null);
        clocks.open();
        caller.start();
    }

    private void call() {
        while (!closed) {
            Clock clock = clocks.getService();
            if (clock == null) {
                none.incrementAndGet();
                continue;
            }
            try {
                version = clock.version();
                completed.incrementAndGet();
            } catch (RuntimeException | LinkageError e) {
                if (e.getClass().getName().equals("io.rundown.host.PluginUnavailableException")) {
                    rejected.incrementAndGet();
                } else {
                    fault = e.toString();
                    broken.incrementAndGet();
                }
            }
        }
    }

    long broken() {
        return broken.get();
    }

    long rejected() {
        return rejected.get();
    }

    long none() {
        return none.get();
    }

    String fault() {
        return fault;
    }

    /** Waits until a call of this version completes. */
    void awaitVersion(String expected) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!expected.equals(version)) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("not " + expected + ": " + this);
            }
            Thread.sleep(5);
        }
        awaitMore(completed, 1000);
    }

    /** Waits until there is nothing to call any more. */
    void awaitNone() throws InterruptedException {
        awaitMore(none, 1000);
    }

    /** Waits until calls fail. */
    void awaitFault() throws InterruptedException {
        awaitMore(broken, 1000);
    }

    private void awaitMore(AtomicLong counter, long more) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        long before = counter.get();
        while (counter.get() < before + more) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError("nothing more happens: " + this);
            }
            Thread.sleep(5);
        }
    }

    @Override
    public String toString() {
        return completed + " completed, last of version '" + version + "', " + rejected + " rejected, " + none
                + " found nothing, " + broken + " broken, last with '" + fault + "'";
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        caller.join();
        clocks.close();
    }
}
