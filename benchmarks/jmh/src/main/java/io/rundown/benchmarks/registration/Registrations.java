package io.rundown.benchmarks.registration;

import io.rundown.benchmarks.called.CalledService;
import java.util.ArrayDeque;
import java.util.Deque;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/** Services of one interface that one bundle registers. */
final class Registrations {

    private final BundleContext bundle;
    private final Deque<ServiceRegistration<?>> there = new ArrayDeque<>();

    Registrations(BundleContext bundle) {
        this.bundle = bundle;
    }

    /** Registers services until there are so many. */
    void growTo(int count) {
        while (there.size() < count) {
            register();
        }
    }

    /** The time one more registration takes, in nanoseconds, as a mean over a few, which go again. */
    long nanosForOneMore(int few) {
        long start = System.nanoTime();
        for (int i = 0; i < few; i++) {
            register();
        }
        long nanos = (System.nanoTime() - start) / few;
        for (int i = 0; i < few; i++) {
            there.removeLast().unregister();
        }
        return nanos;
    }

    private void register() {
        there.addLast(bundle.registerService(CalledService.class, new Unanswering(), null));
    }
}
