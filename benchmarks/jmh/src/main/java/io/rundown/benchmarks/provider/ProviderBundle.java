package io.rundown.benchmarks.provider;

import io.rundown.benchmarks.called.CalledService;
import io.rundown.benchmarks.framework.SmallBundle;
import org.osgi.framework.Constants;

/** The bundle that provides the service. Each copy loads the original's class anew, as plugins do. */
public final class ProviderBundle {

    /** Matches the names of all copies, and of nothing else. */
    public static final String NAMES = "bench.provider.*";

    private ProviderBundle() {}

    /** A copy with a name of its own. */
    public static SmallBundle numbered(int number) {
        return SmallBundle.named("bench.provider." + number)
                .importing("org.osgi.framework", CalledService.class.getPackageName())
                .containing(ProviderActivator.class, PlainService.class)
                .header(Constants.BUNDLE_ACTIVATOR, ProviderActivator.class.getName());
    }
}
