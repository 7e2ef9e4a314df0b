package io.rundown.itests.hold;

import io.rundown.itests.harness.Call;
import io.rundown.itests.harness.Callers;
import io.rundown.itests.harness.Patience;
import io.rundown.itests.sample.api.Echo;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/** Two callers of an {@link Echo} that never pause: one keeps its proxy, the other looks it up for each call. */
final class Load {

    private final BundleContext context;
    private final List<Call<Void>> running;
    private final AtomicBoolean over = new AtomicBoolean();
    private final LongAdder completed = new LongAdder();
    private final ConcurrentLinkedQueue<String> faults = new ConcurrentLinkedQueue<>();

    Load(BundleContext context, Callers callers, Echo kept) {
        this.context = context;
        this.running = List.of(
                callers.run("keeps its proxy", () -> callUntilOver(kept)),
                callers.run("looks it up for each call", this::lookUpAndCallUntilOver));
    }

    /** Returns when some more calls have completed. */
    void awaitCalls() throws Exception {
        long before = completed.sum();
        Patience.until("calls complete", () -> completed.sum() > before + 20 || !faults.isEmpty());
    }

    boolean isFaultless() {
        return faults.isEmpty();
    }

    /** Ends the callers; tells what went wrong. */
    List<String> end() throws Exception {
        over.set(true);
        for (Call<Void> caller : running) {
            caller.result();
        }
        return faults.stream().limit(5).toList();
    }

    private void callUntilOver(Echo echo) {
        for (int i = 0; !over.get(); i++) {
            call(echo, i);
        }
    }

    private void lookUpAndCallUntilOver() {
        for (int i = 0; !over.get(); i++) {
            ServiceReference<Echo> reference;
            try {
                reference = context.getServiceReference(Echo.class);
            } catch (NullPointerException e) {
                continue; // Felix 7.0.5, in isAssignableTo, if it comes across a bundle that is being refreshed
            }
            Echo echo = reference == null ? null : context.getService(reference);
            if (echo == null) {
                faults.add("no service: " + reference);
                return;
            }
            call(echo, i);
        }
    }

    private void call(Echo echo, int i) {
        try {
            if (echo.add(i, 1) == i + 1) {
                completed.increment();
            } else {
                faults.add("wrong sum");
            }
        } catch (RuntimeException | LinkageError e) {
            faults.add(e + " at " + List.of(e.getStackTrace()).subList(0, Math.min(8, e.getStackTrace().length)));
        }
    }
}
