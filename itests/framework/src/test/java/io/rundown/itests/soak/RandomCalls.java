package io.rundown.itests.soak;

import io.rundown.host.PluginUnavailableException;
import io.rundown.itests.harness.View;
import io.rundown.itests.sample.api.Echo;
import io.rundown.itests.sample.stage.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/**
 * Calls of whichever plugins there are, which call others in turn, and so each other. Every call has to end in its
 * result or in the documented rejection.
 */
final class RandomCalls {

    /** What a call says that is to call another plugin from inside. */
    private static final String RELAY = "relay";

    private static final int DEEPEST = 3;

    private final BundleContext context;
    private final Violations violations;
    private final Supplier<String> lastDrains;
    private final LongAdder completed = new LongAdder();
    private final LongAdder rejected = new LongAdder();
    private final ThreadLocal<Integer> depth = ThreadLocal.withInitial(() -> 0);
    private final ThreadLocal<Random> random;

    /**
     * Makes calls through a bundle's context.
     *
     * @param lastDrains for messages
     */
    RandomCalls(BundleContext context, Violations violations, Random seeds, Supplier<String> lastDrains) {
        this.lastDrains = lastDrains;
        this.context = context;
        this.violations = violations;
        this.random = ThreadLocal.withInitial(() -> {
            synchronized (seeds) {
                return new Random(seeds.nextLong());
            }
        });
        Stage.script(RELAY, this::relay);
    }

    long completed() {
        return completed.sum();
    }

    long rejected() {
        return rejected.sum();
    }

    private void relay() {
        if (depth.get() < DEEPEST) {
            depth.set(depth.get() + 1);
            try {
                callSome();
            } finally {
                depth.set(depth.get() - 1);
            }
        }
    }

    /** Looks up a service, calls it some times, and perhaps gives it back. */
    void callSome() {
        try {
            pickAndCall();
        } catch (RuntimeException | LinkageError e) {
            violations.add("a service could not be looked up or given back", e);
        }
    }

    private void pickAndCall() {
        ServiceReference<Echo> reference = pick();
        Echo echo = reference == null ? null : context.getService(reference);
        if (echo == null) {
            return;
        }
        int times = depth.get() == 0 ? 1 + random.get().nextInt(20) : 1;
        for (int i = 0; i < times; i++) {
            call(echo, i);
        }
        if (random.get().nextBoolean()) {
            context.ungetService(reference);
        }
    }

    private ServiceReference<Echo> pick() {
        List<ServiceReference<Echo>> found;
        try {
            found = new ArrayList<>(context.getServiceReferences(Echo.class, null));
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        } catch (NullPointerException e) {
            return null; // Felix 7.0.5, in isAssignableTo, if it comes across a bundle that is being refreshed
        }
        for (ServiceReference<Echo> reference : found) {
            if (!View.isProxy(reference)) {
                violations.add("an original is visible: service " + reference.getProperty("service.id") + " of "
                        + reference.getBundle());
            }
        }
        return found.isEmpty() ? null : found.get(random.get().nextInt(found.size()));
    }

    private void call(Echo echo, int i) {
        boolean relays = random.get().nextInt(4) == 0;
        try {
            if (relays) {
                String answer = echo.echo(RELAY);
                if (!answer.equals(RELAY + " echoed")) {
                    violations.add("wrong answer " + answer);
                }
            } else if (echo.add(i, 1) != i + 1) {
                violations.add("wrong sum");
            }
            completed.increment();
        } catch (PluginUnavailableException e) {
            rejected.increment();
        } catch (RuntimeException | LinkageError e) {
            violations.add("a call broke", e, ", last drains " + lastDrains.get());
        }
    }
}
